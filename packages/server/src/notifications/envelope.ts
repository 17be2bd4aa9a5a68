import type { JsonObject } from '@keyway/sdk'
import type { Message } from './kinds/kind.ts'
import type { NotificationSubject } from './subject.ts'

/**
 * A message as Cisco Identity Intelligence (formerly Oort) sends its failed checks: what an API endpoint of Okta Workflows
 * made after its example takes. The envelope is that of AWS EventBridge; a test has the detail type `WebhookTest`.
 *
 * Source: Oort, Okta Workflows Webhook Example (8/2023); names of `detail` by the change log of a public parser.
 */
export function toEnvelope({ id, at, isTest, subjects }: Message, source: string): JsonObject {
  const [first] = subjects
  return {
    version: '0',
    id,
    'detail-type': isTest ? 'WebhookTest' : 'FailingCheck',
    source: `${source}__keyway`,
    account: source,
    time: new Date(at).toISOString().replace(/\.\d{3}Z$/, 'Z'),
    region: 'self-hosted',
    resources: [],
    detail: first === undefined ? {} : toDetail(first, { subjects, at }),
  }
}

function toDetail(
  first: NotificationSubject,
  { subjects, at }: { subjects: readonly NotificationSubject[]; at: number },
): JsonObject {
  const users = [...new Map(subjects.flatMap((one) => one.users).map((user) => [user.id, user])).values()]
  return {
    id: first.id,
    checkId: first.ruleId,
    title: first.title,
    description: [...first.description],
    severity: first.severity.toUpperCase(),
    status: first.change === 'opened' ? 'FAILING' : 'PASSING',
    published: iso(at),
    login: users[0]?.login ?? '',
    userTrustLevel: 'UNKNOWN',
    checkTopics: [...first.topics],
    checkScope: first.scope,
    frameworks: [...new Set(subjects.flatMap(({ frameworks }) => frameworks))],
    explainabilityEventIds: [...new Set(subjects.flatMap(({ eventIds }) => eventIds))].slice(0, 100),
    url: first.url,
    users: users.map(({ id, login, email, firstSeen }) => ({
      id,
      login,
      email,
      firstFailed: iso(firstSeen),
    })),
  }
}

function iso(at: number): string {
  return new Date(at).toISOString()
}
