import { InputError } from '@keyway/sdk'

/** A filter that cannot be read. `position` counts characters from 0; the message says what to write instead. */
export class OktaFilterError extends InputError {
  readonly position: number

  constructor(position: number, message: string) {
    super(`The Okta filter cannot be read at character ${position + 1}: ${message}`, {
      code: 'okta_filter_malformed',
    })
    this.position = position
  }
}
