import { Text } from '@mantine/core'
import { IconForms, IconUserCheck } from '@tabler/icons-react'
import { useId, type ReactNode } from 'react'
import { Link } from 'react-router'
import { questionTexts } from '../texts/questions.ts'
import { Time } from '../ui/time.tsx'
import type { Question } from './answer-fields.ts'
import { AnswerForm } from './answer-form.tsx'
import { QuestionDetails } from './question-details.tsx'
import { QuestionOutcome } from './question-outcome.tsx'
import classes from './questions.module.css'

export interface QuestionCardProps {
  question: Question
  /** On the page of its own execution it need not say where it comes from. */
  isInExecution?: boolean
}

/** What a flow asks: the question, what helps to decide, and the form or what became of it. */
export function QuestionCard({ question, isInExecution = false }: QuestionCardProps) {
  const titleId = useId()
  const { id, status, fields, approvers, mayAnswer } = question
  const Mark = fields === null ? IconUserCheck : IconForms
  const who = approvers.length === 0 ? questionTexts.anyone : approvers.join(', ')
  return (
    <article className={classes['card']} data-status={status} aria-labelledby={titleId}>
      <header className={classes['head']}>
        <span className={classes['mark']} aria-hidden>
          <Mark size={18} stroke={1.8} />
        </span>
        <div className={classes['headText']}>
          <h2 id={titleId} className={classes['question']}>
            {question.question}
          </h2>
          <div className={classes['facts']}>
            {isInExecution ? null : (
              <Fact label={questionTexts.flow}>
                <Link to={`/executions/${question.executionId}?card=${encodeURIComponent(question.step)}`}>
                  {question.flowName}
                </Link>
              </Fact>
            )}
            <Fact label={questionTexts.asked}>
              <Time at={question.createdAt} />
            </Fact>
            {status === 'open' ? (
              <Fact label={questionTexts.until}>
                <Time at={question.expiresAt} />
              </Fact>
            ) : null}
            <Fact label={questionTexts.mayAnswer}>{who}</Fact>
          </div>
        </div>
      </header>
      <QuestionDetails details={question.details} />
      {status !== 'open' ? (
        <QuestionOutcome question={question} />
      ) : mayAnswer ? (
        <AnswerForm key={id} question={question} />
      ) : (
        <Text size="sm" c="var(--kw-text-soft)">
          {questionTexts.notYours(who)}
        </Text>
      )}
    </article>
  )
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <span>
      <span className={classes['factLabel']}>{label}</span> {children}
    </span>
  )
}
