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

/** `replace` is a PUT of the whole, `merge` a POST and `patch` a PATCH of what changes. */
export type Operation = 'create' | 'replace' | 'merge' | 'patch' | 'delete'

/** What a kind of resource is; list, create, read, replace, delete and lifecycle calls follow from it. */
export type ResourceKind = {
  /** Where it is served. Parameters in it make a collection for each parent, and for each parent of that. */
  path: string
  /** Okta's class name, which errors and System Log targets give. */
  name: string
  idPrefix: string
  /** Of which kind the last parameter of the path is. */
  parent?: ResourceKind
  /** Refuses the first parameter of the path where no kind of resource stands behind it. Throws E0000007. */
  checkParent?(org: OrgState, parentId: string): void
  /** Without limits the list is one array. */
  page?: PageLimits
  /** The list is an object that has the array under this name. */
  listedAs?: string
  /** default: create, replace, delete */
  operations?: readonly Operation[]
  createStatus?: 200 | 201
  replaceStatus?: 200 | 201
  deleteStatus?: 202 | 204
  /** Fields that a create or replace must bring. */
  required?: readonly string[]
  /** Fields that are never shown. */
  secret?: readonly string[]
  /**
   * Resources with an equal field of this name stand in an order, which `priority` tells; those of the system are last.
   */
  rankedBy?: string
  /** Fields that a replace leaves as they were. */
  fixed?: readonly string[]
  defaults?(body: JsonObject, org: OrgState): JsonObject
  /** Status of a new resource; absent for kinds without a lifecycle. */
  firstStatus?: string
  transitions?: readonly Transition[]
  /** Whether a create or change may set the status as any other field. */
  hasWritableStatus?: boolean
  /** Answer to a lifecycle call: 200 with the resource, or 204. */
  transitionStatus?: 200 | 201 | 204
  /** What stands before the name of a transition in its path; default `lifecycle/`. */
  transitionPrefix?: string
  /** The only status in which it may be deleted or replaced. */
  deletableWhen?: string
  replaceableWhen?: string
  /** Attributes of `filter`, all with `eq`. */
  filter?: readonly string[]
  /** Attributes of `search`, with `eq`, `sw`, `co` and `pr`, or with comparisons for dates. */
  search?: readonly string[]
  /** Query parameters that choose by an equal field; those of `requiredQuery` must be there. */
  equalQuery?: readonly string[]
  requiredQuery?: string
  /** What the event types of its changes begin with; absent when the System Log says nothing of them. */
  event?: string
  /** Verbs of event types where they are not the usual ones; null for changes that the System Log says nothing of. */
  verbs?: Readonly<Record<string, string | null>>
  /** Fields and links beside the common ones. */
  show?(resource: Resource, self: string): JsonObject
  /** The name under which a resource is found beside its id. */
  alias?: string
}

export const activation: readonly Transition[] = [
  { name: 'activate', to: 'ACTIVE' },
  { name: 'deactivate', to: 'INACTIVE' },
]
