import { defineAction, z } from '@keyway/sdk'
import { application } from '../applications.ts'
import { asList } from '../fields.ts'
import { importSessionRecord, sessionsPath, toImportSession } from '../import-sessions.ts'

export const listImportSessions = defineAction({
  id: 'okta.list_import_sessions',
  title: 'List import sessions',
  description: 'Lists the import sessions of an identity source.',
  effect: 'read',
  scopes: ['okta.identitySources.read'],
  standsFor: ['okta-workflows:okta.listImportSessions'],
  input: z.object({ application }),
  output: z.object({ sessions: z.array(importSessionRecord) }),
  async run(input, { http }) {
    return { sessions: asList(await http.get(sessionsPath(input.application))).map(toImportSession) }
  },
})
