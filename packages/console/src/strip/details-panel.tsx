import { ActionIcon, Button, DataList, Stack, Text, Tooltip } from '@mantine/core'
import { IconRefresh, IconX } from '@tabler/icons-react'
import { useEffect, useRef, type ReactNode } from 'react'
import { Link } from 'react-router'
import type { StepRun } from '@keyway/engine'
import { looksCut, type CutValue } from '../executions/whole-url.ts'
import { stripTexts } from '../texts/strip.ts'
import { valueTexts } from '../texts/values.ts'
import { CopyIcon } from '../ui/copy.tsx'
import { JsonView } from '../ui/json-view.tsx'
import { Notice } from '../ui/notice.tsx'
import { isObject } from '../values/kind.ts'
import { formatAbsolute, formatDuration } from '../values/time.ts'
import type { ValueAddress } from './address.ts'
import { loopUse, triggerPath, type CardModel } from './model.ts'
import { paintCard, type PaintedField, type Painting } from './paint.ts'
import { describeSource } from './describe-source.ts'
import { useStrip, type PanelProps } from './strip-context.ts'
import classes from './strip.module.css'
import { useKeys } from './use-keys.ts'
import { referencesOf, rootOf } from './value-source.ts'

/** A value in full, or everything about one card, beside the strip. */
export function DetailsPanel(props: PanelProps) {
  const { card, value, onClose } = props
  const title = useRef<HTMLHeadingElement>(null)
  const panel = useRef<HTMLElement>(null)
  useKeys(panel, (event) => {
    if (event.key === 'Escape') onClose()
  })
  const { painting, turns } = useStrip()
  const painted = painting === null ? undefined : paintCard(card, painting, turns)
  const fields = value === null ? [] : (painted?.[`${value.side}s`] ?? unpainted(card, value.side))
  const field = fields.find((candidate) => candidate.key === value?.key)

  // On a phone the panel covers the strip, so the focus has to follow; beside it, it stays on the pill.
  useEffect(() => {
    if (window.matchMedia('(max-width: 62em)').matches) title.current?.focus()
  }, [])

  return (
    <aside className={classes['panel']} aria-label={stripTexts.panelLabel} ref={panel}>
      <div className={classes['panelHead']}>
        <div>
          <Text size="xs" c="var(--kw-text-soft)">
            {field === undefined ? card.app : card.title}
          </Text>
          <h2 className={classes['panelTitle']} tabIndex={-1} ref={title}>
            {field?.label ?? card.title}
          </h2>
        </div>
        <Tooltip label={stripTexts.closePanel}>
          <ActionIcon onClick={onClose} aria-label={stripTexts.closePanel}>
            <IconX size={18} />
          </ActionIcon>
        </Tooltip>
      </div>
      <div className={classes['panelBody']}>
        {field === undefined ? <CardDetails card={card} /> : <FieldDetails {...props} field={field} />}
      </div>
    </aside>
  )
}

function unpainted(card: CardModel, side: ValueAddress['side']): PaintedField[] {
  return card[`${side}s`].map((field) => ({ ...field, value: undefined }))
}

function FieldDetails({ card, field, value, cardOf, onGoTo }: PanelProps & { field: PaintedField }) {
  const { painting, turns } = useStrip()
  const sources = field.source === null ? [] : referencesOf(field.source)
  return (
    <Stack gap="md">
      <DataList orientation="horizontal" size="sm">
        {field.reference === null ? null : (
          <Fact label={stripTexts.reference}>
            <code>{field.reference}</code>
            <CopyIcon value={field.reference} what={stripTexts.reference} />
          </Fact>
        )}
        {field.source === null || field.source.kind === 'constant' ? null : (
          <Fact label={stripTexts.comesFrom}>
            <code style={{ overflowWrap: 'anywhere' }}>{describeSource(field.source)}</code>
          </Fact>
        )}
      </DataList>
      {sources.map((reference) => {
        const path = rootOf(reference) === triggerPath ? triggerPath : cardOf(rootOf(reference))
        return path === undefined ? null : (
          <Button
            key={reference}
            size="compact-sm"
            variant="light"
            onClick={() => onGoTo(path)}
            w="fit-content"
          >
            {stripTexts.goToSource}: {rootOf(reference)}
          </Button>
        )
      })}
      {field.value === undefined ? (
        <Stack gap="xs">
          {painting === null ? null : <Text size="sm">{stripTexts.notRunHelp}</Text>}
          {field.source?.kind === 'constant' ? (
            <JsonView value={field.source.value} reference={null} />
          ) : null}
          {field.source === null ? <Text size="sm">{valueTexts.kinds[field.kind]}</Text> : null}
        </Stack>
      ) : (
        <JsonView
          value={field.value}
          reference={field.reference}
          wholeUrl={
            painting === null || value === null
              ? undefined
              : findWholeField(field, { card, painting, side: value.side, turns })
          }
        />
      )}
    </Stack>
  )
}

interface FieldPlace {
  card: CardModel
  painting: Painting
  side: ValueAddress['side']
  turns: ReadonlyMap<string, number>
}

/** Where a field's value is whole, if what is shown is its head. */
function findWholeField(
  field: PaintedField,
  { card, painting, side, turns }: FieldPlace,
): string | undefined {
  // The fields of a loop are put together here; its input and output as they are stand on its card.
  if (!looksCut(field.value) || card.use === loopUse) return undefined
  if (card.path === triggerPath) return painting.wholeUrl({ step: null, turns: [], part: 'input' }, field.key)
  const { run } = paintCard(card, painting, turns)
  if (run === undefined) return undefined
  const place = { step: run.step, turns: [...run.turns], part: side }
  return painting.wholeUrl(place, isObject(run[side]) ? field.key : undefined)
}

/** Everything about one card: where it is, and what it did in an execution. */
export function CardDetails({ card }: { card: CardModel }) {
  const { painting, turns: chosenTurns, runFrom } = useStrip()
  const painted = painting === null ? undefined : paintCard(card, painting, chosenTurns)
  const run = painted?.run
  const whole = ({ step, turns }: StepRun, part: CutValue['part']) =>
    painting?.wholeUrl({ step, turns: [...turns], part })
  return (
    <Stack gap="lg">
      <DataList orientation="horizontal" size="sm">
        <Fact label={stripTexts.document}>
          <code>{card.path}</code>
          <CopyIcon value={card.path} what={stripTexts.document} />
        </Fact>
        {run === undefined ? null : <Fact label={stripTexts.started}>{formatAbsolute(run.startedAt)}</Fact>}
        {painted?.durationMs == null ? null : (
          <Fact label={stripTexts.duration}>{formatDuration(painted.durationMs)}</Fact>
        )}
      </DataList>
      {painting !== null && run === undefined && card.path !== triggerPath ? (
        <Text size="sm">{stripTexts.notRunHelp}</Text>
      ) : null}
      {run?.origin === undefined ? null : (
        <Notice tone={run.origin === 'described' ? 'doubt' : 'plain'}>
          {run.origin === 'described' ? stripTexts.describedHelp : stripTexts.takenOverHelp}{' '}
          {run.origin === 'taken_over' && painting?.rerunOf != null ? (
            <Link to={`/executions/${painting.rerunOf}`}>{stripTexts.openEarlier}</Link>
          ) : null}
        </Notice>
      )}
      {runFrom === null || run === undefined ? null : (
        <Button
          size="compact-sm"
          variant="light"
          w="fit-content"
          leftSection={<IconRefresh size={14} aria-hidden />}
          onClick={() => runFrom(card.path)}
        >
          {stripTexts.runFromHere}
        </Button>
      )}
      {run?.error == null ? null : (
        <Whole title={stripTexts.rawError}>
          <JsonView value={{ ...run.error }} reference={null} wholeUrl={whole(run, 'error')} />
        </Whole>
      )}
      {run === undefined || run.input === null ? null : (
        <Whole title={run.origin === 'described' ? stripTexts.describedInputs : stripTexts.wholeInput}>
          <JsonView value={run.input} reference={null} wholeUrl={whole(run, 'input')} />
        </Whole>
      )}
      {run === undefined || run.output === null ? null : (
        <Whole title={stripTexts.wholeOutput}>
          <JsonView value={run.output} reference={card.id} wholeUrl={whole(run, 'output')} />
        </Whole>
      )}
      {card.path === triggerPath && painting !== null ? (
        <Whole title={stripTexts.wholeOutput}>
          <JsonView
            value={painting.trigger}
            reference={triggerPath}
            wholeUrl={painting.wholeUrl({ step: null, turns: [], part: 'input' })}
          />
        </Whole>
      ) : null}
    </Stack>
  )
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <DataList.Item>
      <DataList.ItemLabel>{label}</DataList.ItemLabel>
      <DataList.ItemValue style={{ display: 'flex', alignItems: 'center', gap: 4 }}>
        {children}
      </DataList.ItemValue>
    </DataList.Item>
  )
}

function Whole({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title}>
      <Text component="h3" size="sm" fw={620} mb={6}>
        {title}
      </Text>
      {children}
    </section>
  )
}
