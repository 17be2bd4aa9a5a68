import type { Action } from '@keyway/sdk'
import { searchSystemLog } from './system-log/search-system-log.ts'

export const systemLogActions: readonly Action[] = [searchSystemLog]
