import { InputError } from '@keyway/sdk'

/** A rule that cannot be used. The message says what was found, what was expected and what to do. */
export class SigmaError extends InputError {
  constructor(message: string, cause?: unknown) {
    super(message, { code: 'sigma_rule_invalid', cause })
  }
}
