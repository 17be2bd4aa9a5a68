import type { Action } from '@keyway/sdk'
import { addCustomAttribute } from './profiles/add-custom-attribute.ts'
import { createUserType } from './profiles/create-user-type.ts'
import { deleteUserType } from './profiles/delete-user-type.ts'
import { listUserTypes } from './profiles/list-user-types.ts'
import { readGroupSchema } from './profiles/read-group-schema.ts'
import { readUserSchema } from './profiles/read-user-schema.ts'
import { readUserType } from './profiles/read-user-type.ts'
import { removeCustomAttribute } from './profiles/remove-custom-attribute.ts'

export const profileActions: readonly Action[] = [
  listUserTypes,
  readGroupSchema,
  readUserSchema,
  readUserType,
  createUserType,
  addCustomAttribute,
  deleteUserType,
  removeCustomAttribute,
]
