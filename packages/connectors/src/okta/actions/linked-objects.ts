import type { Action } from '@keyway/sdk'
import { createLinkedObjectDefinition } from './linked-objects/create-linked-object-definition.ts'
import { deleteLinkedObjectDefinition } from './linked-objects/delete-linked-object-definition.ts'
import { listLinkedObjectDefinitions } from './linked-objects/list-linked-object-definitions.ts'
import { listLinkedUsers } from './linked-objects/list-linked-users.ts'
import { removeLinkedUser } from './linked-objects/remove-linked-user.ts'
import { setLinkedUser } from './linked-objects/set-linked-user.ts'

export const linkedObjectActions: readonly Action[] = [
  createLinkedObjectDefinition,
  deleteLinkedObjectDefinition,
  listLinkedObjectDefinitions,
  listLinkedUsers,
  removeLinkedUser,
  setLinkedUser,
]
