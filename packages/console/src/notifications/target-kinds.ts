import type { notifications, AnswerOf } from '@keyway/api'

export type Target = AnswerOf<typeof notifications.listTargets>['items'][number]
export type TargetKind = AnswerOf<typeof notifications.listKinds>['items'][number]
export type Wishes = Target['wants']

/** The connector whose connections a kind of target goes through. */
export const connectorOf: Readonly<Record<string, string>> = {
  slack: 'slack',
  email: 'email',
  servicenow: 'servicenow',
}
