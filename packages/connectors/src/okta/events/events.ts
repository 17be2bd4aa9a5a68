import type { EventDeclaration } from '@keyway/sdk'
import { administrationEvents } from './administration.ts'
import { applicationEvents } from './applications.ts'
import { fieldsAbout } from './fields.ts'
import { governanceEvents } from './governance.ts'
import { groupEvents } from './groups.ts'
import { logEvent } from './log-event.ts'
import { signInEvents } from './sign-in.ts'
import { userEvents } from './users.ts'

/**
 * Events of the System Log with a name of their own. Every other type starts a flow by its own id (`okta.zone.update`),
 * with the fields of `okta.event`.
 */
export const events: readonly EventDeclaration[] = [
  {
    id: 'okta.event',
    title: 'Any event',
    description: 'Every event of the org; pick the ones that matter with a condition on eventType.',
    types: [],
    output: logEvent,
    fields: fieldsAbout(['user', 'group', 'application']),
  },
  ...userEvents,
  ...signInEvents,
  ...groupEvents,
  ...applicationEvents,
  ...administrationEvents,
  ...governanceEvents,
]
