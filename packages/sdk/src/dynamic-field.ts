import type { ActionContext } from './action.ts'
import type { JsonObject } from './json.ts'

/** A member of an object that only the other side knows: an attribute that an org added to its profiles. */
export interface DynamicField {
  name: string
  title: string
  description?: string | undefined
  type: 'text' | 'number' | 'boolean' | 'list' | 'object'
  isRequired: boolean
  /** The other side sets it by itself. */
  isReadOnly: boolean
  /** The only values that it may have. */
  choices?: readonly { value: string | number; label: string }[] | undefined
}

/**
 * What an object field may hold, as the other side declares it at this moment. People get suggestions and warnings from
 * it, never refusals: it may change between the check and the run.
 */
export interface DynamicFields {
  /** `inputs` are the other inputs as far as they are known: the type of the user, the application. */
  read: (context: ActionContext, inputs: JsonObject) => Promise<DynamicField[]>
  /** Whether the field must hold all that is required, as it must where something is made. */
  isWhole: boolean
}
