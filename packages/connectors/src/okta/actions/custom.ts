import type { Action } from '@keyway/sdk'
import { customApiAction } from './custom/custom-api-action.ts'
import { customApiRead } from './custom/custom-api-read.ts'

export const customActions: readonly Action[] = [customApiRead, customApiAction]
