import type { AnswerOf, flows } from '@keyway/api'

/** The address of a flow, as the server describes it. */
export type EndpointDetail = NonNullable<AnswerOf<typeof flows.getFlow>['endpoint']>
