import { Button, Group, NumberInput, Select, Stack, Switch, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { checks, findings, flows } from '@keyway/api'
import type { Json } from '@keyway/sdk'
import { useAnswer, useSend } from '../app/requests.ts'
import { useMay } from '../app/session.tsx'
import { checkTexts as texts } from '../texts/checks.ts'
import { Panel } from '../ui/panel.tsx'
import { Problem } from '../ui/problem.tsx'
import type { CheckDetail } from './check-page.tsx'

type Parameter = CheckDetail['parameters'][number]

/** Parameters of a check, and the flow that answers its findings; only administrators change them. */
export function CheckSettings({ check }: { check: CheckDetail }) {
  const mayChange = useMay('admin')
  const list = useAnswer(flows.listFlows)
  const save = useSend(checks.updateCheck, [checks.getCheck, checks.listChecks, findings.listFindings])
  const [values, setValues] = useState(
    () => new Map<string, Json>(check.parameters.map(({ name, value }) => [name, value])),
  )
  const [remediation, setRemediation] = useState(check.remediation)
  const [isOn, setOn] = useState(check.isOn)
  const published = (list.data?.items ?? []).filter(({ publishedVersion }) => publishedVersion !== null)
  const send = () =>
    save.mutate({
      params: { checkId: check.id },
      body: { isOn, parameters: Object.fromEntries(values), remediation },
    })
  return (
    <Panel title={texts.parameters}>
      <fieldset disabled={!mayChange} style={{ border: 0, margin: 0, padding: 0 }}>
        <Stack gap="sm" maw={560}>
          <Switch
            label={texts.isOn}
            checked={isOn}
            onChange={(event) => setOn(event.currentTarget.checked)}
          />
          {check.parameters.map((parameter) => (
            <ParameterField
              key={parameter.name}
              parameter={parameter}
              value={values.get(parameter.name) ?? null}
              onChange={(value) => setValues(new Map([...values, [parameter.name, value]]))}
            />
          ))}
          <Select
            label={texts.remedyFlow}
            description={texts.remedyFlowHelp}
            data={published.map(({ id, name }) => ({ value: id, label: name }))}
            value={remediation.flowId}
            onChange={(flowId) => setRemediation({ ...remediation, flowId })}
            searchable
            clearable
          />
          <Switch
            label={texts.automatic}
            checked={remediation.isAutomatic}
            onChange={(event) => setRemediation({ ...remediation, isAutomatic: event.currentTarget.checked })}
          />
          <Group grow>
            <NumberInput
              label={texts.mostAtOnce}
              min={1}
              max={1000}
              value={remediation.mostAtOnce}
              onChange={(value) => setRemediation({ ...remediation, mostAtOnce: Number(value) })}
            />
            <NumberInput
              label={texts.mostADay}
              min={1}
              max={10_000}
              value={remediation.mostADay}
              onChange={(value) => setRemediation({ ...remediation, mostADay: Number(value) })}
            />
          </Group>
          {save.error === null ? null : <Problem error={save.error} />}
          {mayChange ? (
            <Group>
              <Button loading={save.isPending} onClick={send}>
                {texts.save}
              </Button>
              <Text size="sm" c="var(--kw-text-soft)">
                {texts.parametersHelp}
              </Text>
            </Group>
          ) : null}
        </Stack>
      </fieldset>
    </Panel>
  )
}

interface FieldProps {
  parameter: Parameter
  value: Json
  onChange: (value: Json) => void
}

function ParameterField({ parameter: { title, standard }, value, onChange }: FieldProps) {
  if (typeof standard === 'boolean') {
    return (
      <Switch
        label={title}
        checked={value === true}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
    )
  }
  if (typeof standard === 'number') {
    return (
      <NumberInput
        label={title}
        description={texts.standard(String(standard))}
        value={typeof value === 'number' ? value : ''}
        onChange={(next) => onChange(next === '' ? null : Number(next))}
      />
    )
  }
  const items = Array.isArray(value) ? value.filter((item) => typeof item === 'string') : []
  return (
    <TextInput
      label={title}
      description={texts.standard(standard.length === 0 ? '–' : standard.join(', '))}
      value={items.join(', ')}
      onChange={(event) => onChange(event.currentTarget.value.split(',').map((item) => item.trimStart()))}
      onBlur={() => onChange(items.map((item) => item.trim()).filter((item) => item !== ''))}
    />
  )
}
