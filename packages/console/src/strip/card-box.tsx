import {
  IconAlertTriangle,
  IconCheck,
  IconCornerUpLeft,
  IconExclamationMark,
  IconFlask,
  IconHandStop,
  IconHelp,
  IconLoader2,
  IconX,
  type Icon,
} from '@tabler/icons-react'
import type { StepRun } from '@keyway/engine'
import { memo } from 'react'
import { Link } from 'react-router'
import { stripTexts } from '../texts/strip.ts'
import { formatDuration } from '../values/time.ts'
import { CardMark } from './card-mark.tsx'
import classes from './card.module.css'
import { ConditionLines } from './condition-lines.tsx'
import { ErrorBox } from './error-box.tsx'
import { FieldList } from './field-list.tsx'
import { loopUse, waitUses, type CardModel } from './model.ts'
import { paintCard, type PaintedCard } from './paint.ts'
import type { RunStatus } from './run-index.ts'
import { useStrip } from './strip-context.ts'
import { TurnPicker } from './turn-picker.tsx'

export interface CardBoxProps {
  card: CardModel
  /** The one card that the Tab key reaches. */
  isCurrent: boolean
}

/** A card: mark and title, inputs above, outputs below, what happened. */
export const CardBox = memo(function CardBox({ card, isCurrent }: CardBoxProps) {
  const { painting, address, open, focus, problems } = useStrip()
  const painted = painting === null ? undefined : paintCard(card, painting, address.turns)
  const { inputs, outputs } = painted ?? plain(card)
  const status = painted?.status ?? null
  const openValue = address.card === card.path ? address.value : null
  const ownProblems = problems.get(card.path) ?? []
  const origin = painted?.run?.origin
  const words =
    origin !== undefined
      ? stripTexts.origins[origin]
      : status === 'running' && waitUses.has(card.use)
        ? stripTexts.waiting
        : status && stripTexts.statuses[status]
  const name = stripTexts.cardName(card.title, card.app, words)

  return (
    <article
      className={classes['card']}
      data-tone={card.tone}
      data-status={status ?? undefined}
      data-origin={origin}
      data-selected={address.card === card.path}
      aria-label={name}
    >
      <header className={classes['head']}>
        <CardMark use={card.use} tone={card.tone} />
        <div className={classes['headText']}>
          <span className={classes['app']}>{card.app}</span>
          <button
            type="button"
            className={classes['title']}
            data-card={card.path}
            tabIndex={isCurrent ? 0 : -1}
            aria-expanded={address.card === card.path}
            onFocus={() => focus(card.path)}
            onClick={() => open(card.path, null)}
          >
            {card.title}
          </button>
        </div>
        {status === null || card.tone === 'trigger' ? null : (
          <StatusMark
            status={status}
            origin={origin}
            words={words ?? ''}
            durationMs={painted?.durationMs ?? null}
          />
        )}
      </header>
      <Origin origin={origin} rerunOf={painting?.rerunOf ?? null} />
      {card.remarks.map((remark) => (
        <p key={remark} className={classes['remark']}>
          {remark}
        </p>
      ))}
      {ownProblems.map(({ message, severity }) => (
        <p key={message} className={classes['problem']} data-severity={severity}>
          <IconAlertTriangle size={14} aria-hidden /> {message}
        </p>
      ))}
      <ConditionLines lines={card.conditions} />
      <FieldList
        title={origin === 'described' ? stripTexts.describedInputs : stripTexts.inputs}
        side="input"
        fields={inputs}
        openKey={openValue?.side === 'input' ? openValue.key : null}
        isReachable={isCurrent}
        onOpen={(value) => open(card.path, value)}
      />
      {painted?.run?.error == null ? null : <ErrorBox error={painted.run.error} />}
      {card.use === loopUse && painting !== null ? <TurnPicker card={card} /> : null}
      <FieldList
        title={stripTexts.outputs}
        side="output"
        fields={outputs}
        openKey={openValue?.side === 'output' ? openValue.key : null}
        isReachable={isCurrent}
        onOpen={(value) => open(card.path, value)}
      />
      {painted?.children.map((child) => (
        <Link key={child.id} to={`/executions/${child.id}`} className={classes['child']}>
          {stripTexts.openChild(child.flowName)}
        </Link>
      ))}
    </article>
  )
})

function plain(card: CardModel): Pick<PaintedCard, 'inputs' | 'outputs'> {
  return {
    inputs: card.inputs.map((field) => ({ ...field, value: undefined })),
    outputs: card.outputs.map((field) => ({ ...field, value: undefined })),
  }
}

const marks: Record<RunStatus, typeof IconCheck | null> = {
  succeeded: IconCheck,
  failed: IconX,
  running: IconLoader2,
  stopped: IconHandStop,
  in_doubt: IconHelp,
  not_run: null,
}

const originMarks: Record<NonNullable<StepRun['origin']>, Icon> = {
  described: IconFlask,
  taken_over: IconCornerUpLeft,
}

/** Says of a step that did not run here where its outcome is from. */
function Origin({ origin, rerunOf }: { origin: StepRun['origin']; rerunOf: string | null }) {
  if (origin === undefined) return null
  return (
    <p className={classes['origin']} data-origin={origin}>
      {stripTexts.origins[origin]}
      {origin === 'taken_over' && rerunOf !== null ? (
        <Link to={`/executions/${rerunOf}`} className="kw-link" tabIndex={-1}>
          {stripTexts.openEarlier}
        </Link>
      ) : null}
    </p>
  )
}

interface StatusMarkProps {
  status: RunStatus
  origin: StepRun['origin']
  words: string
  durationMs: number | null
}

function StatusMark({ status, origin, words, durationMs }: StatusMarkProps) {
  if (origin !== undefined) {
    const Mark = originMarks[origin]
    return (
      <span className={classes['status']} data-origin={origin} title={words}>
        <span className={classes['statusIcon']}>
          <Mark size={13} stroke={2.2} aria-hidden />
        </span>
      </span>
    )
  }
  const Mark = marks[status] ?? IconExclamationMark
  if (status === 'not_run') return <span className={classes['notRun']}>{words}</span>
  return (
    <span className={classes['status']} data-status={status} title={words}>
      <span className={classes['statusIcon']}>
        <Mark size={13} stroke={2.6} aria-hidden />
      </span>
      {durationMs === null ? words : formatDuration(durationMs)}
    </span>
  )
}
