import { InputError } from '@keyway/sdk'

/** A System Log filter that cannot be read. `position` counts characters from 0. */
export class LogFilterError extends InputError {
  readonly position: number

  constructor(position: number, message: string) {
    super(`The filter cannot be read at character ${String(position + 1)}: ${message}`, {
      code: 'log_filter_malformed',
    })
    this.position = position
  }
}
