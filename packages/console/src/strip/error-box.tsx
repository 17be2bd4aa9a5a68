import type { ErrorData } from '@keyway/sdk'
import { stripTexts } from '../texts/strip.ts'
import { head } from '../values/preview.ts'
import classes from './card.module.css'

const bodyLength = 400

/** The raw error of a step: what the other side said, unembellished. The whole of it is in the panel. */
export function ErrorBox({ error }: { error: ErrorData }) {
  const body = error.body === undefined ? null : JSON.stringify(error.body, null, 1)
  return (
    <div className={classes['error']}>
      <div className={classes['errorHead']}>
        <code>{error.code}</code>
        {error.statusCode === undefined ? null : <span>{stripTexts.httpStatus(error.statusCode)}</span>}
      </div>
      <p>{error.message}</p>
      {body === null ? null : <pre>{head(body, bodyLength)}</pre>}
      {error.retry === 'later' ? <p className={classes['errorRetry']}>{stripTexts.retryLater}</p> : null}
    </div>
  )
}
