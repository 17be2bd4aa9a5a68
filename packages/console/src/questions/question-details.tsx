import type { Json } from '@keyway/sdk'
import { humanise } from '../strip/fields.ts'
import { questionTexts } from '../texts/questions.ts'
import { JsonView } from '../ui/json-view.tsx'
import { isObject } from '../values/kind.ts'
import { plainValue } from './plain-value.ts'
import classes from './questions.module.css'

/** What helps to decide: text as it was written, the fields of an object by name. */
export function QuestionDetails({ details }: { details: Json }) {
  if (details === null || details === '') return null
  if (!isObject(details)) {
    return Array.isArray(details) ? (
      <JsonView value={details} reference={null} />
    ) : (
      <p className={classes['details']}>{plainValue(details)}</p>
    )
  }
  return (
    <dl className={classes['fields']} aria-label={questionTexts.details}>
      {Object.entries(details).map(([key, value]) => (
        <div key={key}>
          <dt>{humanise(key)}</dt>
          <dd>
            {isObject(value) || Array.isArray(value) ? (
              <JsonView value={value} reference={null} />
            ) : (
              plainValue(value)
            )}
          </dd>
        </div>
      ))}
    </dl>
  )
}
