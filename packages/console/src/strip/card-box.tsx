import {
  IconAlertTriangle,
  IconCheck,
  IconExclamationMark,
  IconHandStop,
  IconHelp,
  IconLoader2,
  IconX,
} from '@tabler/icons-react'
import { memo } from 'react'
import { Link } from 'react-router'
import { stripTexts } from '../texts/strip.ts'
import { formatDuration } from '../values/time.ts'
import { CardMark } from './card-mark.tsx'
import classes from './card.module.css'
import { ConditionLines } from './condition-lines.tsx'
import { ErrorBox } from './error-box.tsx'
import { FieldList } from './field-list.tsx'
import { loopUse, type CardModel } from './model.ts'
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
  const name = stripTexts.cardName(card.title, card.app, status === null ? null : stripTexts.statuses[status])

  return (
    <article
      className={classes['card']}
      data-tone={card.tone}
      data-status={status ?? undefined}
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
          <StatusMark status={status} durationMs={painted?.durationMs ?? null} />
        )}
      </header>
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
        title={stripTexts.inputs}
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

function StatusMark({ status, durationMs }: { status: RunStatus; durationMs: number | null }) {
  const Mark = marks[status] ?? IconExclamationMark
  const words = stripTexts.statuses[status]
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
