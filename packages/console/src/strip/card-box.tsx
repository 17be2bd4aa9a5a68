import {
  IconAlertTriangle,
  IconCheck,
  IconChevronDown,
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
import type { ValueAddress } from './address.ts'
import { CardMark } from './card-mark.tsx'
import classes from './card.module.css'
import { ConditionLines } from './condition-lines.tsx'
import { ErrorBox } from './error-box.tsx'
import { FieldList } from './field-list.tsx'
import { loopUse, waitUses, type CardModel } from './model.ts'
import { paintCard, type PaintedCard } from './paint.ts'
import type { RunStatus } from './run-index.ts'
import { useStrip, type StepProblem } from './strip-context.ts'
import { TurnPicker } from './turn-picker.tsx'

export interface CardBoxProps {
  card: CardModel
  /** The one card that the Tab key reaches. */
  isCurrent: boolean
  /** It is open beside the strip. */
  isOpen: boolean
  isChosen: boolean
  isFolded: boolean
  /** How many cards are folded into this one; null where its lanes are shown, or it has none. */
  inside: number | null
  openValue: ValueAddress | null
  problems: readonly StepProblem[]
}

/** A card: mark and title, inputs above, outputs below, what happened. */
export const CardBox = memo(function CardBox(props: CardBoxProps) {
  const { card, isCurrent, isOpen, isChosen, isFolded, inside, openValue, problems } = props
  const { painting, turns, slots, open, focus, fold } = useStrip()
  const painted = painting === null ? undefined : paintCard(card, painting, turns)
  const status = painted?.status ?? null
  const origin = painted?.run?.origin
  const words =
    origin !== undefined
      ? stripTexts.origins[origin]
      : status === 'running' && waitUses.has(card.use)
        ? stripTexts.waiting
        : status && stripTexts.statuses[status]
  const name = stripTexts.cardName(card.title, card.app, words)
  const faults = problems.filter(({ severity }) => severity === 'error').length

  return (
    <article
      className={classes['card']}
      data-tone={card.tone}
      data-status={status ?? undefined}
      data-origin={origin}
      data-selected={isOpen}
      data-chosen={isChosen}
      data-folded={isFolded}
      data-path={card.path}
      data-id={card.id ?? undefined}
      aria-label={name}
    >
      <header className={classes['head']} data-handle>
        <CardMark use={card.use} tone={card.tone} />
        <div className={classes['headText']}>
          <span className={classes['appRow']}>
            <span className={classes['app']}>{card.app}</span>
            {status === null || card.tone === 'trigger' ? null : (
              <StatusMark
                status={status}
                origin={origin}
                words={words ?? ''}
                durationMs={painted?.durationMs ?? null}
              />
            )}
          </span>
          <button
            type="button"
            className={classes['title']}
            data-card={card.path}
            tabIndex={isCurrent ? 0 : -1}
            aria-expanded={isOpen}
            onFocus={() => focus(card.path)}
            onClick={() => open(card.path, null)}
          >
            {card.title}
          </button>
        </div>
        {problems.length === 0 ? null : (
          <span
            className={classes['count']}
            data-severity={faults > 0 ? 'error' : 'warning'}
            title={problems.map(({ message }) => message).join('\n')}
          >
            {problems.length}
          </span>
        )}
        {slots === null ? null : <slots.CardTools card={card} isReachable={isCurrent} />}
        <button
          type="button"
          className={classes['fold']}
          tabIndex={isCurrent ? 0 : -1}
          aria-expanded={!isFolded}
          aria-label={stripTexts.fold}
          title={isFolded ? stripTexts.unfoldHelp : stripTexts.foldHelp}
          onClick={() => fold(card.key)}
        >
          <IconChevronDown size={14} aria-hidden />
        </button>
      </header>
      {inside === null ? null : <p className={classes['remark']}>{stripTexts.inside(inside)}</p>}
      {painted?.run?.error == null || !isFolded ? null : <ErrorBox error={painted.run.error} />}
      {isFolded ? null : (
        <Inside card={card} isCurrent={isCurrent} openValue={openValue} problems={problems} />
      )}
    </article>
  )
})

type InsideProps = Pick<CardBoxProps, 'card' | 'isCurrent' | 'openValue' | 'problems'>

/** What a folded card does not show. */
function Inside({ card, isCurrent, openValue, problems }: InsideProps) {
  const { painting, turns, slots, open } = useStrip()
  const painted = painting === null ? undefined : paintCard(card, painting, turns)
  const { inputs, outputs } = painted ?? plain(card)
  const origin = painted?.run?.origin
  return (
    <>
      <Origin origin={origin} rerunOf={painting?.rerunOf ?? null} />
      {card.remarks.map((remark) => (
        <p key={remark} className={classes['remark']}>
          {remark}
        </p>
      ))}
      {(slots === null ? problems : []).map(({ message, severity }) => (
        <p key={message} className={classes['problem']} data-severity={severity}>
          <IconAlertTriangle size={14} aria-hidden /> {message}
        </p>
      ))}
      <ConditionLines lines={card.conditions} />
      <FieldList
        card={card}
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
        card={card}
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
    </>
  )
}

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
