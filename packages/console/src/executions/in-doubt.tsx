import { Button, Group, JsonInput, Radio, Stack, Text } from '@mantine/core'
import { IconHelp } from '@tabler/icons-react'
import { useState } from 'react'
import { executions } from '@keyway/api'
import { useSend } from '../app/requests.ts'
import { useMay } from '../app/session.tsx'
import { executionTexts } from '../texts/executions.ts'
import { Notice } from '../ui/notice.tsx'
import { Problem } from '../ui/problem.tsx'
import { isObject } from '../values/kind.ts'
import { parseJson } from '../values/parse-json.ts'
import type { ExecutionDetail } from './execution-page.tsx'

type Outcome = keyof typeof executionTexts.doubtChoices
const outcomes: readonly Outcome[] = ['happened', 'did_not_happen', 'fail']

export interface InDoubtProps {
  executionId: string
  inDoubt: NonNullable<ExecutionDetail['inDoubt']>
}

/** Explains a step in doubt and lets a person settle it. Nothing is chosen beforehand: a guess would be a wrong write. */
export function InDoubt({ executionId, inDoubt }: InDoubtProps) {
  const mayOperate = useMay('operator')
  const resolve = useSend(executions.resolveInDoubt, [executions.getExecution, executions.listExecutions])
  const [outcome, setOutcome] = useState<Outcome | null>(null)
  const [output, setOutput] = useState('{}')
  const parsed = parseJson(output)
  const isInvalid = outcome === 'happened' && !isObject(parsed)

  const settle = () => {
    if (outcome === null || isInvalid) return
    const body = outcome === 'happened' ? { outcome, output: parsed ?? {} } : { outcome }
    resolve.mutate({ params: { executionId }, body })
  }

  return (
    <Notice tone="doubt" title={executionTexts.doubtTitle} icon={<IconHelp size={20} aria-hidden />}>
      <Stack gap="sm">
        <Text size="sm" maw="80ch">
          {executionTexts.doubtText(inDoubt.action)}
        </Text>
        {mayOperate ? (
          <>
            <Radio.Group
              value={outcome}
              onChange={(value) => setOutcome(outcomes.find((known) => known === value) ?? null)}
              aria-label={executionTexts.doubtTitle}
            >
              <Stack gap={8}>
                {outcomes.map((value) => (
                  <Radio
                    key={value}
                    value={value}
                    label={executionTexts.doubtChoices[value].label}
                    description={executionTexts.doubtChoices[value].help}
                  />
                ))}
              </Stack>
            </Radio.Group>
            {outcome === 'happened' ? (
              <JsonInput
                label={executionTexts.doubtOutput}
                value={output}
                onChange={setOutput}
                error={isInvalid ? executionTexts.doubtOutputInvalid : null}
                formatOnBlur
                autosize
                minRows={2}
                maw={560}
              />
            ) : null}
            {resolve.error === null ? null : <Problem error={resolve.error} />}
            <Group>
              <Button onClick={settle} disabled={outcome === null || isInvalid} loading={resolve.isPending}>
                {executionTexts.doubtAction}
              </Button>
            </Group>
          </>
        ) : null}
      </Stack>
    </Notice>
  )
}
