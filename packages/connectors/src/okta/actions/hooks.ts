import type { Action } from '@keyway/sdk'
import { activateEventHook } from './hooks/activate-event-hook.ts'
import { activateInlineHook } from './hooks/activate-inline-hook.ts'
import { createEventHook } from './hooks/create-event-hook.ts'
import { deactivateEventHook } from './hooks/deactivate-event-hook.ts'
import { deactivateInlineHook } from './hooks/deactivate-inline-hook.ts'
import { deleteEventHook } from './hooks/delete-event-hook.ts'
import { listEventHooks } from './hooks/list-event-hooks.ts'
import { listInlineHooks } from './hooks/list-inline-hooks.ts'
import { readEventHook } from './hooks/read-event-hook.ts'
import { readInlineHook } from './hooks/read-inline-hook.ts'
import { updateEventHook } from './hooks/update-event-hook.ts'
import { verifyEventHook } from './hooks/verify-event-hook.ts'

export const hookActions: readonly Action[] = [
  listEventHooks,
  listInlineHooks,
  readEventHook,
  readInlineHook,
  createEventHook,
  updateEventHook,
  activateEventHook,
  activateInlineHook,
  deactivateEventHook,
  deactivateInlineHook,
  deleteEventHook,
  verifyEventHook,
]
