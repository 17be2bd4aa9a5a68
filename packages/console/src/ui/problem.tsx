import { Button, Group, Stack, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { ApiError } from '@keyway/api'
import { Notice } from './notice.tsx'
import { commonTexts } from '../texts/common.ts'

interface ProblemText {
  title: string
  detail: string | null
  issues: readonly { path: string; message: string }[]
  advice: string
  code: string | null
}

/** Anything thrown, as a person should read it: what happened and what to do about it. */
function describeProblem(error: unknown): ProblemText {
  if (error instanceof ApiError) {
    const { title, detail, issues, status, code } = error.problem
    return {
      title,
      detail: detail === undefined || detail === title ? null : detail,
      issues: issues ?? [],
      advice: status === 403 ? commonTexts.forbiddenAdvice : (commonTexts.advice[status] ?? ''),
      code,
    }
  }
  if (error instanceof TypeError && /fetch|network|load failed/i.test(error.message)) {
    const { networkProblem, networkAdvice } = commonTexts
    return { title: networkProblem, detail: null, issues: [], advice: networkAdvice, code: null }
  }
  const detail = error instanceof Error ? error.message : String(error)
  return {
    title: commonTexts.problemTitle,
    detail,
    issues: [],
    advice: commonTexts.unexpectedAdvice,
    code: null,
  }
}

export interface ProblemProps {
  error: unknown
  onRetry?: () => void
  /** Fills the page instead of standing inside a form. */
  isPage?: boolean
}

/** An error with its detail and the next step. Announced as soon as it appears. */
export function Problem({ error, onRetry, isPage = false }: ProblemProps) {
  const { title, detail, issues, advice, code } = describeProblem(error)
  const alert = (
    <Notice tone="bad" title={title} icon={<IconAlertTriangle size={18} aria-hidden />} role="alert">
      <Stack gap={6}>
        {detail === null ? null : <Text size="sm">{detail}</Text>}
        {issues.length === 0 ? null : (
          <ul style={{ margin: 0, paddingInlineStart: 18 }}>
            {issues.map((issue) => (
              <li key={`${issue.path}:${issue.message}`}>
                {issue.path === '' ? null : <code>{issue.path}</code>} {issue.message}
              </li>
            ))}
          </ul>
        )}
        {advice === '' ? null : <Text size="sm">{advice}</Text>}
        <Group gap="sm">
          {onRetry === undefined ? null : (
            <Button size="xs" variant="default" onClick={onRetry}>
              {commonTexts.tryAgain}
            </Button>
          )}
          {code === null ? null : (
            <Text size="xs" c="dimmed">
              {commonTexts.code(code)}
            </Text>
          )}
        </Group>
      </Stack>
    </Notice>
  )
  return isPage ? <div style={{ padding: 24, maxWidth: 720, marginInline: 'auto' }}>{alert}</div> : alert
}
