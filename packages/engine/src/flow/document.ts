import type { Json, Operator, ValueType } from '@keyway/sdk'

/**
 * A flow as plain data: the same as YAML in Git, JSON in the database and in the browser. It is a tree of steps. Where
 * control nests, lists nest. Validation lives in `schema.ts`; these types are what comes out of it.
 */
export interface Flow {
  keyway: 1
  name: string
  description?: string
  trigger: Trigger
  /** Whether values that pass through are kept for the history. Default true. */
  saveData?: boolean
  /**
   * Which executions of the flow wait for each other. Without it, events whose order matters (a user's lifecycle and
   * memberships) wait in line by their subject, and everything else runs at once.
   */
  order?: 'unordered' | Order
  /**
   * Whose requests go first where the other side allows only so many. Without it: `incident` for actions that stop harm,
   * `interactive` for the first requests of an execution that a person started, `bulk` for everything else.
   */
  priority?: Priority
  /** What one execution may use at most. What is left out is as the server has it, which also caps what is asked for here. */
  limits?: Limits
  steps: Step[]
}

/** Executions that share a line run one after the other, earliest event first. Helpers and dry runs stand in no line. */
export interface Order {
  /**
   * What shares a line: the events about one `subject` (a user, else the first target), all executions of the `flow`, or
   * those with the same value, `{ ref: trigger.actor.id }`. Where there is no such value, an execution waits for nobody.
   */
  by: 'subject' | 'flow' | Reference
  /** How many of a line run at once, 1 to 1,000. Default 1. One that waits, is paused or in doubt keeps its place. */
  atOnce?: number
  /** Most that may wait in a line, and which one is cancelled when one more comes. Without it all of them wait. */
  queue?: { most: number; whenFull: 'cancel newest' | 'cancel oldest' }
}

/** `incident` stops harm, for `interactive` a person waits, `bulk` may take its time. */
export type Priority = 'incident' | 'interactive' | 'bulk'

/** Most that one execution may use. Each limit that is reached ends it with an error that names the limit. */
export interface Limits {
  /** Seconds from its start to its end, waits included. */
  deadlineSeconds?: number
  /** Steps run; each turn of a loop, and each page it reads, counts as one too. */
  steps?: number
  /** Items of a list that a loop runs over or collects. A `stream` has no such limit. */
  listItems?: number
  /** Bytes of JSON of one value that an action, a helper or a page brings. */
  payloadBytes?: number
  /** Helper executions that it starts. */
  children?: number
  /** Levels of helpers that call helpers. */
  nesting?: number
  /** Executions that cause one another: by changing rows, or by what Keyway tells of them. */
  chain?: number
}

/** An input that a trigger offers to the flow. */
export interface TriggerInput {
  key: string
  type?: ValueType
  /** Used when the caller passes nothing. */
  default?: Json
  title?: string
}

/** An input that a person fills in on a page. */
export interface FormInput extends TriggerInput {
  required?: boolean
  /** Makes it a choice. */
  options?: string[]
}

/** How a flow starts. Exactly one form. */
export type Trigger =
  | EventTrigger
  | SourceTrigger
  | TableTrigger
  | EndpointTrigger
  | InlineHookTrigger
  | HelperTrigger
  | ScheduleTrigger
  | ManualTrigger
  | DelegatedTrigger

/** An event of a connector: `okta.user.session.clear` (`okta.` and the System Log type), or `okta.event` for every type. */
export interface EventTrigger {
  event: string
  connection?: string
  when?: Condition
  /** How old an event that only the log brought may be to start the flow, in seconds; a day where it is not said. */
  maxAgeSeconds?: number
}

/**
 * Something that a source took in: a webhook, a form's answers, a Slack command. Sources are set up on the server, each
 * with a name; a flow names the source, so it moves between environments unchanged. `type` narrows it to one type of its
 * events.
 */
export interface SourceTrigger {
  source: string
  type?: string
  when?: Condition
}

/**
 * A row of a table (by name or id) that was added, changed or removed: `trigger.change`, `trigger.row`, `trigger.before`.
 * Without `on` each of the three.
 */
export interface TableTrigger {
  table: string
  on?: TableChange[]
  when?: Condition
}

export type TableChange = 'added' | 'changed' | 'removed'

/** A call of the flow's own URL. Values: `trigger.headers`, `trigger.body` (text), `trigger.query`, `trigger.inputs.<key>`. */
export interface EndpointTrigger {
  endpoint: {
    security: EndpointSecurity
    /** With `security: oauth`: what a bearer token must be. */
    oauth?: EndpointOauth
    /** Origins whose pages may call it (`https://forms.example.com`), or `*` for every page. Without it, none. */
    cors?: string[]
    /** Calls taken in a second; more are answered 429. Default 10. */
    callsPerSecond?: number
  }
  /** Named parts of the request: `in` says where each is looked up. */
  inputs?: (TriggerInput & { in: 'body' | 'headers' | 'query' })[]
}

export type EndpointSecurity = 'public' | 'client-token' | 'oauth'

/** A token of this issuer, for this audience, with all of these scopes. Its keys are read from the issuer's metadata. */
export interface EndpointOauth {
  /** `https://acme.okta.com`, or with the authorization server's path. */
  issuer: string
  /** Default: the issuer, as the org's own authorization server gives it. */
  audience?: string
  scopes: string[]
}

/**
 * A call of one of Okta's inline hooks, which waits up to 3 seconds for what the flow returns or responds. When the flow is
 * too late or fails, `otherwise` is answered; without it, what grants nothing: tokens, assertions and imports go on
 * unchanged, a registration is denied, a password does not count, a message is left to Okta's own provider.
 */
export interface InlineHookTrigger {
  inlineHook: { type: InlineHookType; otherwise?: Json }
}

export type InlineHookType =
  'token' | 'saml-assertion' | 'registration' | 'user-import' | 'password-import' | 'telephony'

/** Called by other flows. Values: `trigger.<key>`. */
export interface HelperTrigger {
  helper: true
  inputs?: TriggerInput[]
}

/** Values: `trigger.scheduledAt`. */
export interface ScheduleTrigger {
  schedule: {
    cron: string
    timeZone: string
    /**
     * What happens to occurrences that were missed while Keyway did not run: none is made up for (`skip`), the last one
     * (`once`, the default), or each of them (`all`).
     */
    missed?: 'skip' | 'once' | 'all'
  }
}

/** Started by a person only. */
export interface ManualTrigger {
  manual: true
  inputs?: TriggerInput[]
}

/** Started by a person who fills in the flow's page. Values: `trigger.<key>`, and `trigger.submittedBy`. */
export interface DelegatedTrigger {
  delegated: true
  /** Who may open the page. Default: people who are signed in and may operate flows. */
  form?: DelegatedForm
  inputs?: FormInput[]
}

export interface DelegatedForm {
  /** `link`: whoever has the page's unguessable link. `signed-in`: people of Keyway. */
  access: 'link' | 'signed-in'
  /** With `signed-in`: e-mail addresses of those who may; without it everybody who may operate flows. */
  people?: string[]
  /** What the page says above its fields. */
  lead?: string
  /** What it says when the form was sent. */
  confirmation?: string
}

/**
 * How an input gets its value:
 * - `{ ref, as? }`: a reference, coerced to `as` where given;
 * - `{ const }`: the value as it stands, whatever it looks like;
 * - text with `{{ reference }}` in it: a template, references substituted, nothing else evaluated;
 * - a list or object: the same rules inside;
 * - anything else: itself.
 */
export type Value = Json

export interface Reference {
  ref: string
  as?: ValueType
}

/**
 * One comparison: `{ value: { ref: user.status }, is: equal to, to: ACTIVE }`, or over the event
 * `{ field: severity, is: one of, value: [WARN, ERROR] }`. `type` is the declared type both sides are coerced to;
 * without it the type of the left side decides.
 */
export interface Comparison {
  value?: Value
  /** Path into the event, in the grammar of references without their root: `target[type=User].id`. */
  field?: string
  is: Operator
  to?: Value
  type?: ValueType
}

/**
 * A filter of Okta's event hooks over the event that started the flow, as Okta writes it:
 * `{ okta: "event.target.?[type eq 'UserGroup' && displayName eq 'Sales'].size()>0" }`.
 */
export interface OktaCondition {
  okta: string
}

export type Condition =
  { all: Condition[] } | { any: Condition[] } | { none: Condition[] } | OktaCondition | Comparison

interface StepBase {
  /** Name that references use. Needed only by steps with outputs. */
  id?: string
  title?: string
}

/** A card: a function card or a connector action. Outputs: `<id>.<output>`. */
export interface CardStep extends StepBase {
  id: string
  use: string
  /** Logical name of a connection, bound per environment. */
  connection?: string
  with?: Record<string, Value>
  /** Actions: what happens when the other side says "later" (429, or not reachable). Without it, by Keyway's own rules. */
  retry?: Retry
}

/** How often an action is tried again, and after how long. What the other side asks for goes before `waitSeconds`. */
export interface Retry {
  /** Tries after the first one, 0 to 100. */
  times: number
  /** Seconds, or the least and the most of a wait that is drawn by lot. Without it the wait doubles from half a second. */
  waitSeconds?: number | [number, number]
}

/** If / else-if / else. Its outputs are what `return … from: <id>` inside a lane set. */
export interface IfStep extends StepBase {
  if: Condition
  then: Step[]
  elseIf?: { if: Condition; then: Step[] }[]
  else?: Step[]
}

/**
 * One of several lanes, by one value: the first case whose `is` equals it, where a list stands for any of its items.
 * Compared as `equal to` compares. Outputs as for `if`.
 */
export interface SwitchStep extends StepBase {
  switch: Value
  /** Declared type that both sides are coerced to. */
  type?: ValueType
  cases: { is: Json; do: Step[] }[]
  else?: Step[]
}

/** Try / catch. In the catch lane `<id>.error` is the error. Outputs as for `if`. */
export interface TryStep extends StepBase {
  try: Step[]
  catch: Step[]
}

interface LoopBase extends StepBase {
  id: string
  /** How many turns run at the same time, 1 to 200. Default 1. */
  concurrency?: number
  /** `stop` (default): the first error ends the loop with that error. `ignore`: errors are kept in the history only. */
  onItemError?: 'stop' | 'ignore'
  do: Step[]
}

interface Gathering {
  collect?: Value
  keep?: Condition
  first?: Condition
  memo?: Value
  next?: Value
}

/**
 * Runs its lane once for each item: `<id>.item`, `<id>.index`. What comes out besides `<id>.count`:
 * - `collect`: `<id>.list`, the value of each turn in the order of the items (Map); null for a turn that was left early;
 * - `keep`: `<id>.list`, the items whose turn makes the condition hold (Filter);
 * - `first`: `<id>.item` and `<id>.index` of the first item whose turn makes it hold, null and -1 without one (Find);
 *   later items do not run;
 * - `memo` and `next`: `<id>.memo` starts as the one and becomes the other after each turn (Reduce); turns run in order.
 */
export interface ForEachStep extends LoopBase, Gathering {
  forEach: Value
}

/**
 * A `forEach` over what an action lists, page after page, however many items there are: only a page is held at a time.
 * What the turns lead to is as in `forEach`; `collect` and `keep` hold what they gather.
 */
export interface StreamStep extends LoopBase, Gathering {
  stream: {
    /** A reading action that gives pages: `okta.list_users`, `tables.search_rows`. */
    use: string
    connection?: string
    with?: Record<string, Value>
    /** Items asked for at a time, 1 to 10,000. Default 200. */
    pageSize?: number
  }
}

/** Runs its lane a number of times: `<id>.index` counts from 0. */
export interface RepeatStep extends LoopBase {
  repeat: Value
}

/** Calls a helper flow by its name or id. Unless `async`, outputs are `<id>.<key>` of what it returned. */
export interface CallStep extends StepBase {
  call: string
  with?: Record<string, Value>
  /** True: start it and go on without its result. */
  async?: boolean
}

/** Ends the flow with a result; with `from`, ends the named enclosing `if` or `try` and sets its outputs. */
export interface ReturnStep extends StepBase {
  return: Record<string, Value>
  from?: string
}

/** Goes on only if the condition holds; otherwise ends the flow (or the step named by `from`) normally. */
export interface ContinueIfStep extends StepBase {
  continueIf: Condition
  message?: Value
  from?: string
}

/**
 * Ends with an error: `message`, `statusCode`, and named details; or `from` a `try` step around its catch lane, the very
 * error that was caught there.
 */
export interface FailStep extends StepBase {
  fail: { message: Value; statusCode?: Value; details?: Record<string, Value> } | { from: string }
  /** Fails only when this holds. */
  when?: Condition
}

/** Answers the caller of an API endpoint. `then: end` also ends the flow (Return Raw); `continue` goes on (Close). */
export interface RespondStep extends StepBase {
  respond: { status?: Value; headers?: Value; body?: Value }
  then?: 'end' | 'continue'
}

/**
 * Waits for a duration, until a moment, or for a person:
 * - `approval`: `<id>.approved`, `<id>.status` (`approved`, `rejected`, `expired`), `<id>.by`, `<id>.comment`;
 * - `answer`: `<id>.status` (`answered`, `expired`), `<id>.by`, and `<id>.answers.<key>` for each field.
 * Without an answer within the time, `status` is `expired` and the flow goes on: what that means is the flow's to say.
 */
export interface WaitStep extends StepBase {
  wait: { seconds: Value } | { until: Value } | { approval: Approval } | { answer: Question }
}

/** What a person is asked for. */
export interface Approval {
  question: Value
  /** What helps to decide: text, or an object whose fields are shown. */
  details?: Value
  /** E-mail addresses of those who may answer; without it everybody who may operate flows. */
  approvers?: Value
  /** How long to wait, at most 30 days. Default 7 days. */
  withinSeconds?: Value
}

export interface Question extends Approval {
  fields: AnswerField[]
}

/** A field of the form that a person fills. */
export interface AnswerField {
  key: string
  title?: string
  type?: 'text' | 'number' | 'boolean' | 'date'
  required?: boolean
  /** Makes it a choice. */
  options?: string[]
}

/** Text between cards. Never runs. */
export interface NoteStep extends StepBase {
  note: string
}

/** A card of an imported flow that Keyway does not know. It keeps its place and its fields, and fails when it runs. */
export interface UnsupportedStep extends StepBase {
  id: string
  unsupported: { card: string; reason: string; with?: Record<string, Value> }
}

export type Step =
  | CardStep
  | IfStep
  | SwitchStep
  | TryStep
  | ForEachStep
  | StreamStep
  | RepeatStep
  | CallStep
  | ReturnStep
  | ContinueIfStep
  | FailStep
  | RespondStep
  | WaitStep
  | NoteStep
  | UnsupportedStep
