import type { Action } from '@keyway/sdk'
import { listSsfStreams } from './ssf/list-ssf-streams.ts'
import { readSsfStream } from './ssf/read-ssf-stream.ts'

export const ssfActions: readonly Action[] = [listSsfStreams, readSsfStream]
