import type { Action } from '@keyway/sdk'
import { activateLogStream } from './log-streams/activate-log-stream.ts'
import { deactivateLogStream } from './log-streams/deactivate-log-stream.ts'
import { listLogStreams } from './log-streams/list-log-streams.ts'
import { readLogStream } from './log-streams/read-log-stream.ts'

export const logStreamActions: readonly Action[] = [
  listLogStreams,
  readLogStream,
  activateLogStream,
  deactivateLogStream,
]
