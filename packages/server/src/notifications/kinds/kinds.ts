import { email } from './email.ts'
import { jira } from './jira.ts'
import type { AnyTargetKind } from './kind.ts'
import { servicenow } from './servicenow.ts'
import { slack } from './slack.ts'
import { teams } from './teams.ts'
import { webhook } from './webhook.ts'

/** All kinds of notification targets. */
export const kinds: readonly AnyTargetKind[] = [webhook, slack, teams, email, jira, servicenow]
