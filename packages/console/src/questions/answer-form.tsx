import { Button, Group, Stack, Text, Textarea } from '@mantine/core'
import { IconAlertTriangle, IconCheck, IconX } from '@tabler/icons-react'
import { useState, type SyntheticEvent } from 'react'
import { ApiError, executions, questions } from '@keyway/api'
import { useSend } from '../app/requests.ts'
import { questionTexts } from '../texts/questions.ts'
import { Notice } from '../ui/notice.tsx'
import { Problem } from '../ui/problem.tsx'
import { AnswerControl } from './answer-control.tsx'
import { toAnswers, type Question, type Typed } from './answer-fields.ts'
import classes from './questions.module.css'

/** Approve or reject, or the fields of a form; a comment with either. */
export function AnswerForm({ question }: { question: Question }) {
  const { id, fields } = question
  const send = useSend(questions.answerQuestion, [
    questions.listQuestions,
    questions.getQuestion,
    executions.getExecution,
    executions.listExecutions,
  ])
  const [comment, setComment] = useState('')
  const [typed, setTyped] = useState<Typed>({})
  const [wrong, setWrong] = useState<Readonly<Record<string, string>>>({})
  const said = comment.trim() === '' ? {} : { comment: comment.trim() }

  const decide = (approved: boolean) =>
    send.mutate({ params: { questionId: id }, body: { approved, ...said } })
  const submit = (event: SyntheticEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (fields === null) return
    const read = toAnswers(fields, typed)
    setWrong(read.ok ? {} : read.wrong)
    if (read.ok) send.mutate({ params: { questionId: id }, body: { answers: read.answers, ...said } })
    else focusFirst(event.currentTarget, Object.keys(read.wrong))
  }

  return (
    <form
      onSubmit={submit}
      noValidate
      className={classes['form']}
      aria-label={questionTexts.forOne(question.question)}
    >
      <Stack gap="md">
        {(fields ?? []).map((field) => (
          <AnswerControl
            key={field.key}
            field={field}
            value={typed[field.key] ?? ''}
            error={wrong[field.key] ?? null}
            onChange={(value) => {
              setTyped({ ...typed, [field.key]: value })
              setWrong(Object.fromEntries(Object.entries(wrong).filter(([key]) => key !== field.key)))
            }}
          />
        ))}
        <Textarea
          label={questionTexts.comment}
          description={questionTexts.commentHelp}
          value={comment}
          onChange={(event) => setComment(event.currentTarget.value)}
          maxLength={2_000}
          autosize
          minRows={1}
          maxRows={8}
        />
        {send.error === null ? null : <Refused error={send.error} />}
        <Group gap="sm">
          {fields === null ? (
            <>
              <Button
                leftSection={<IconCheck size={16} aria-hidden />}
                loading={send.isPending && send.variables.body?.approved === true}
                disabled={send.isPending}
                onClick={() => decide(true)}
              >
                {questionTexts.approve}
              </Button>
              <Button
                variant="default"
                leftSection={<IconX size={16} aria-hidden />}
                loading={send.isPending && send.variables.body?.approved === false}
                disabled={send.isPending}
                onClick={() => decide(false)}
              >
                {questionTexts.reject}
              </Button>
            </>
          ) : (
            <Button type="submit" loading={send.isPending}>
              {questionTexts.send}
            </Button>
          )}
        </Group>
      </Stack>
    </form>
  )
}

/** Somebody was faster, it is too late, or it is for others: what the server says, under a title of its own. */
function Refused({ error }: { error: Error }) {
  const status = error instanceof ApiError ? error.problem.status : 0
  if (!(error instanceof ApiError) || (status !== 409 && status !== 403)) return <Problem error={error} />
  const { detail, title } = error.problem
  return (
    <Notice
      tone="doubt"
      role="alert"
      title={status === 409 ? questionTexts.conflictTitle : questionTexts.forbiddenTitle}
      icon={<IconAlertTriangle size={18} aria-hidden />}
    >
      <Text size="sm">{detail ?? title}</Text>
    </Notice>
  )
}

function focusFirst(form: HTMLFormElement, keys: readonly string[]): void {
  const fields = [...form.querySelectorAll<HTMLElement>('[data-field]')]
  const first = fields.find((field) => keys.includes(field.dataset['field'] ?? ''))
  first?.querySelector<HTMLElement>('input, textarea')?.focus()
}
