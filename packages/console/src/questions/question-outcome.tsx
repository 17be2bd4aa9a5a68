import { IconCheck, IconClockX, IconX } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { questionTexts } from '../texts/questions.ts'
import { Time } from '../ui/time.tsx'
import { listAnswers, type Question } from './answer-fields.ts'
import { plainValue } from './plain-value.ts'
import classes from './questions.module.css'

/** What became of a question: who answered what and when, or why nobody can any more. */
export function QuestionOutcome({ question }: { question: Question }) {
  const { status, answer, answeredBy, answeredAt, fields } = question
  if (status === 'expired' || status === 'withdrawn') {
    return (
      <Outcome tone="none" icon={<IconClockX size={16} aria-hidden />}>
        <b>{questionTexts[status]}</b> {questionTexts[`${status}Help`]}
      </Outcome>
    )
  }
  const isRejected = answer?.['approved'] === false
  const word = fields !== null ? 'answered' : isRejected ? 'rejected' : 'approved'
  const comment = answer?.['comment']
  return (
    <>
      <Outcome
        tone={isRejected ? 'bad' : 'good'}
        icon={isRejected ? <IconX size={16} aria-hidden /> : <IconCheck size={16} aria-hidden />}
      >
        <b>{questionTexts.outcomes[word]}</b> {questionTexts.by(answeredBy ?? '')} <Time at={answeredAt} />
      </Outcome>
      {fields === null ? null : (
        <dl className={classes['fields']} aria-label={questionTexts.answers}>
          {listAnswers(question).map(({ key, title, value }) => (
            <div key={key}>
              <dt>{title}</dt>
              <dd>{plainValue(value)}</dd>
            </div>
          ))}
        </dl>
      )}
      {typeof comment === 'string' && comment !== '' ? (
        <blockquote className={classes['comment']}>{comment}</blockquote>
      ) : null}
    </>
  )
}

interface OutcomeProps {
  tone: 'good' | 'bad' | 'none'
  icon: ReactNode
  children: ReactNode
}

function Outcome({ tone, icon, children }: OutcomeProps) {
  return (
    <p className={classes['outcome']} data-tone={tone} role="status">
      {icon}
      <span>{children}</span>
    </p>
  )
}
