import type { PageLimits } from '../http/paginate.ts'
import type { JsonObject } from '../org/json-object.ts'
import type { OrgState } from '../org/org-state.ts'

/** An object of the org whose fields are kept as an administrator sent them. Values are replaced, never changed. */
export type Resource = {
  readonly sequence: number
  readonly id: string
  readonly created: string
  readonly lastUpdated: string
  /** Undefined for kinds without a lifecycle. */
  readonly status: string | undefined
  readonly body: JsonObject
}

export type Transition = { name: string; to: string; from?: readonly string[]; event?: string }

/** What a kind of resource is; list, create, read, replace, delete and lifecycle calls follow from it. */
export type ResourceKind = {
  /** Where it is served. A `:parent` in it makes a collection for each parent. */
  path: string
  /** Okta's class name, which errors and System Log targets give. */
  name: string
  idPrefix: string
  /** Of which kind `:parent` is; none when anything may be the parent. */
  parent?: ResourceKind
  /** Without limits the list is one array. */
  page?: PageLimits
  /** default: all three */
  operations?: readonly ('create' | 'replace' | 'delete')[]
  createStatus?: 200 | 201
  deleteStatus?: 202 | 204
  /** Fields that a create or replace must bring. */
  required?: readonly string[]
  /** Fields that a replace leaves as they were. */
  fixed?: readonly string[]
  defaults?(body: JsonObject, org: OrgState): JsonObject
  /** Status of a new resource; absent for kinds without a lifecycle. */
  firstStatus?: string
  transitions?: readonly Transition[]
  /** Answer to a lifecycle call: 200 with the resource, or 204. */
  transitionStatus?: 200 | 204
  /** The only status in which it may be deleted or replaced. */
  deletableWhen?: string
  replaceableWhen?: string
  /** Attributes of `filter`, all with `eq`. */
  filter?: readonly string[]
  /** Attributes of `search`, with `eq`, `sw` and `co`. */
  search?: readonly string[]
  /** Query parameters that choose by an equal field; those of `requiredQuery` must be there. */
  equalQuery?: readonly string[]
  requiredQuery?: string
  /** What the event types of its changes begin with; absent when the System Log says nothing of them. */
  event?: string
  /** Fields and links beside the common ones. */
  show?(resource: Resource, self: string): JsonObject
}

export const activation: readonly Transition[] = [
  { name: 'activate', to: 'ACTIVE' },
  { name: 'deactivate', to: 'INACTIVE' },
]
