import {
  Button,
  Group,
  JsonInput,
  Modal,
  NumberInput,
  Stack,
  Switch,
  Text,
  TextInput,
  Tooltip,
} from '@mantine/core'
import { IconPlayerPlay } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState, type SyntheticEvent } from 'react'
import { useNavigate } from 'react-router'
import { events, executions, flows } from '@keyway/api'
import type { TriggerInput } from '@keyway/engine'
import type { Json } from '@keyway/sdk'
import { call } from '../app/client.ts'
import { useMay } from '../app/session.tsx'
import { useDesignerIfAny } from '../designer/model/use-designer.tsx'
import { useShownRun } from '../designer/run/use-shown-run.ts'
import { humanise } from '../strip/fields.ts'
import { useCatalogIndex } from '../strip/use-catalog.ts'
import { commonTexts } from '../texts/common.ts'
import { executionTexts } from '../texts/executions.ts'
import { flowTexts } from '../texts/flows.ts'
import { runTexts } from '../texts/run.ts'
import { Notice } from '../ui/notice.tsx'
import { Problem } from '../ui/problem.tsx'
import { isObject } from '../values/kind.ts'
import { parseJson } from '../values/parse-json.ts'
import { EventChoice } from './event-choice.tsx'
import type { FlowDetail } from './flow-page.tsx'
import { InputPicker } from './input-picker.tsx'
import { InputMembers } from './input-members.tsx'
import { inputsTakenWith } from './pickable-inputs.ts'
import { toRunForm, toRunValues, type Typed } from './run-inputs.ts'

/** Runs a flow once with typed values; where its draft is edited, that one, without publishing it. */
export function RunButton({ flow }: { flow: FlowDetail }) {
  const [isOpen, setOpen] = useState(false)
  const designer = useDesignerIfAny()
  const isPublished = flow.publishedVersion !== null || designer !== undefined
  if (!useMay('operator')) return null
  return (
    <>
      <Tooltip label={flowTexts.runNotPublished} disabled={isPublished}>
        <Button
          variant="default"
          leftSection={<IconPlayerPlay size={16} aria-hidden />}
          data-disabled={!isPublished}
          aria-disabled={!isPublished}
          onClick={() => setOpen(isPublished)}
        >
          {flowTexts.run}
        </Button>
      </Tooltip>
      <Modal opened={isOpen} onClose={() => setOpen(false)} title={flowTexts.runTitle} size="lg">
        <RunForm flow={flow} onClose={() => setOpen(false)} />
      </Modal>
    </>
  )
}

function RunForm({ flow, onClose }: { flow: FlowDetail; onClose: () => void }) {
  const navigate = useNavigate()
  const designer = useDesignerIfAny()
  const { show } = useShownRun()
  const client = useQueryClient()
  const isDraftNewer = designer !== undefined && (flow.hasUnpublishedChanges || designer.hasUnsaved())
  const document = isDraftNewer ? flow.draft : (flow.published ?? flow.draft)
  const { trigger } = document
  const form = toRunForm(trigger)
  const catalog = useCatalogIndex()
  const pickable = inputsTakenWith(document, catalog, 'x-options')
  const known = inputsTakenWith(document, catalog, 'x-dynamic-fields')
  const [typed, setTyped] = useState<Typed>(() => (form.kind === 'inputs' ? defaultsOf(form.inputs) : {}))
  const [text, setText] = useState(form.kind === 'json' ? form.start : '{}')
  const [wrong, setWrong] = useState<readonly string[]>([])
  const [isDryRun, setDryRun] = useState(false)
  const parsed = parseJson(text)
  const isUnreadable = form.kind === 'json' && parsed === undefined

  const run = useMutation({
    mutationFn: async ({ input, ofDraft }: { input: Json; ofDraft: boolean }) => {
      if (ofDraft) await designer?.flush()
      const version = ofDraft ? { version: 'draft' as const, basedOn: designer?.draftNumber() } : {}
      return call(flows.runFlow, {
        params: { flowId: flow.id },
        body: { input, dryRun: isDryRun, ...version },
      })
    },
    onSuccess: ({ executionId }) => {
      for (const { path } of [executions.listExecutions, events.listEvents, flows.getFlow]) {
        void client.invalidateQueries({ queryKey: [path] })
      }
      if (designer === undefined) return void navigate(`/executions/${executionId}`)
      show(executionId)
      onClose()
    },
  })
  const readValues = (): Json | undefined => {
    if (form.kind === 'json') return parsed
    const values = toRunValues(form.inputs, typed)
    setWrong(values.ok ? [] : values.wrong)
    return values.ok ? values.values : undefined
  }
  const start = (ofDraft: boolean) => {
    const input = readValues()
    if (input !== undefined) run.mutate({ input, ofDraft })
  }
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    start(isDraftNewer)
  }

  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <Text size="sm" c="var(--kw-text-soft)">
          {'event' in trigger ? flowTexts.runEventLead : flowTexts.runLead}
        </Text>
        {'event' in trigger || 'source' in trigger || 'table' in trigger ? (
          <EventChoice
            flowId={flow.id}
            trigger={trigger}
            onChoose={(payload) => setText(JSON.stringify(payload, null, 2))}
          />
        ) : null}
        {form.kind === 'json' ? (
          <JsonInput
            label={'event' in trigger ? flowTexts.runEventLabel : flowTexts.runEndpointLabel}
            value={text}
            onChange={setText}
            error={parsed === undefined ? flowTexts.runInvalid : null}
            formatOnBlur
            autosize
            minRows={8}
            maxRows={20}
          />
        ) : (
          form.inputs.map((input) => (
            <RunInput
              key={input.key}
              flowId={flow.id}
              isPickable={pickable.has(input.key)}
              members={known.get(input.key)}
              others={typed}
              input={input}
              value={typed[input.key]}
              isWrong={wrong.includes(input.key)}
              onChange={(value) => setTyped({ ...typed, [input.key]: value })}
            />
          ))
        )}
        {form.kind === 'inputs' && form.inputs.length === 0 ? (
          <Text size="sm">{flowTexts.runNoInputs}</Text>
        ) : null}
        <Switch
          label={executionTexts.dryRun}
          description={executionTexts.dryRunHelp}
          checked={isDryRun}
          onChange={(event) => setDryRun(event.currentTarget.checked)}
        />
        {isDraftNewer ? (
          <Notice tone="plain">
            {flow.publishedVersion === null
              ? runTexts.neverPublished
              : runTexts.draftDiffers(flow.publishedVersion)}
          </Notice>
        ) : null}
        {run.error === null ? null : <Problem error={run.error} />}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            {commonTexts.cancel}
          </Button>
          {isDraftNewer && flow.publishedVersion !== null ? (
            <Button
              variant="default"
              loading={run.isPending}
              disabled={isUnreadable}
              onClick={() => start(false)}
            >
              {runTexts.runVersion(flow.publishedVersion)}
            </Button>
          ) : null}
          <Button type="submit" loading={run.isPending} disabled={isUnreadable}>
            {labelOf({ isDraftNewer, isDryRun })}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

function labelOf({ isDraftNewer, isDryRun }: { isDraftNewer: boolean; isDryRun: boolean }): string {
  if (isDraftNewer) return isDryRun ? runTexts.runDraftDry : runTexts.runDraft
  return isDryRun ? flowTexts.dryRunAction : flowTexts.runAction
}

interface RunInputProps {
  flowId: string
  input: TriggerInput
  /** Whether its step offers choices. */
  isPickable: boolean
  /** Whether the other side knows its members, and wants all that are required: `whole`. */
  members: Json | undefined
  others: Typed
  value: string | number | boolean | undefined
  isWrong: boolean
  onChange: (value: string | number | boolean) => void
}

function RunInput(props: RunInputProps) {
  const { flowId, input, isPickable, members, others, value, isWrong, onChange } = props
  const label = input.title ?? humanise(input.key)
  const type = input.type ?? 'any'
  if (type === 'boolean') {
    return (
      <Switch
        label={label}
        checked={value === true}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
    )
  }
  if (type === 'number') {
    return (
      <NumberInput
        label={label}
        value={typeof value === 'boolean' ? '' : (value ?? '')}
        onChange={onChange}
      />
    )
  }
  if (type === 'object' || type.endsWith('[]')) {
    const written = parseJson(String(value ?? ''))
    return (
      <Stack gap={6}>
        <JsonInput
          label={label}
          description={type === 'object' ? flowTexts.inputObject : flowTexts.inputList}
          value={String(value ?? '')}
          onChange={onChange}
          error={isWrong ? flowTexts.runInvalid : null}
          autosize
          minRows={2}
        />
        {members === undefined || type !== 'object' ? null : (
          <InputMembers
            flowId={flowId}
            input={input.key}
            value={isObject(written) ? written : undefined}
            others={others}
            isWhole={members === 'whole'}
          />
        )}
      </Stack>
    )
  }
  if (isPickable) {
    return (
      <InputPicker
        flowId={flowId}
        input={input.key}
        label={label}
        value={String(value ?? '')}
        others={others}
        onChange={onChange}
      />
    )
  }
  return (
    <TextInput
      label={label}
      value={String(value ?? '')}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}

function defaultsOf(inputs: readonly TriggerInput[]): Typed {
  return Object.fromEntries(
    inputs.flatMap((input) => {
      if (input.default === undefined || input.default === null) return []
      return [[input.key, typeof input.default === 'object' ? JSON.stringify(input.default) : input.default]]
    }),
  )
}
