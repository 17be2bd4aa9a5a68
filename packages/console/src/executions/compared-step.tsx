import { IconArrowsSplit2 } from '@tabler/icons-react'
import { Link } from 'react-router'
import type { StepRun } from '@keyway/engine'
import type { Json } from '@keyway/sdk'
import { executionTexts } from '../texts/executions.ts'
import { executionViewTexts } from '../texts/execution-views.ts'
import { JsonView } from '../ui/json-view.tsx'
import { StatusBadge } from '../ui/status.tsx'
import { Time } from '../ui/time.tsx'
import { formatDuration } from '../values/time.ts'
import { toJson, type ComparedStep } from './compare-executions.ts'
import classes from './compare.module.css'
import type { ExecutionDetail } from './execution-page.tsx'

const texts = executionViewTexts.compare
const states = executionViewTexts.timeline.states

export interface ComparedSideProps {
  side: 'left' | 'right'
  label: string
  execution: ExecutionDetail
}

/** Which execution stands on a side. */
export function ComparedSide({ side, label, execution }: ComparedSideProps) {
  const { id, status, version, createdAt, startedAt, finishedAt } = execution
  return (
    <div className={classes['side']} data-side={side}>
      <b>{label}</b>
      <StatusBadge status={status} />
      <Link to={`/executions/${id}`} className="kw-link">
        {executionTexts.version(version)}
      </Link>
      <Time at={createdAt} />
      {startedAt === null || finishedAt === null ? null : (
        <span>{formatDuration(finishedAt - startedAt)}</span>
      )}
    </div>
  )
}

export interface ComparedStepRowProps {
  step: ComparedStep
  title: string
  /** The first step that differs. */
  isFirst: boolean
}

/** One step of both executions; values are shown where they differ. */
export function ComparedStepRow({ step, title, isFirst }: ComparedStepRowProps) {
  const { left, right, differs, turns } = step
  return (
    <section
      className={classes['step']}
      data-first={isFirst}
      aria-label={`${title} ${step.step} ${turns.join('.')}`}
    >
      <div className={classes['stepHead']}>
        <h2>{title}</h2>
        {turns.length === 0 ? null : <span>{executionViewTexts.timeline.turn(turns)}</span>}
        {isFirst ? (
          <span className={classes['parting']}>
            <IconArrowsSplit2 size={14} aria-hidden /> {texts.partsHere}
          </span>
        ) : null}
        {differs.length === 0 ? <span className={classes['same']}>{texts.same}</span> : null}
      </div>
      {differs.length === 0 ? null : (
        <div className={classes['pair']}>
          <State run={left} />
          <State run={right} />
        </div>
      )}
      {(['input', 'output', 'error'] as const).map((part) =>
        differs.includes(part) ? (
          <Pair key={part} label={texts[part]} left={valueOf(left, part)} right={valueOf(right, part)} />
        ) : null,
      )}
    </section>
  )
}

/** Values of both executions that belong to no step. */
export function ComparedValues({ title, left, right }: { title: string; left: Json; right: Json }) {
  return (
    <section className={classes['step']} aria-label={title}>
      <div className={classes['stepHead']}>
        <h2>{title}</h2>
      </div>
      <Pair label={title} left={left} right={right} />
    </section>
  )
}

function State({ run }: { run: StepRun | undefined }) {
  if (run === undefined) return <p className={classes['state']}>{texts.notRun}</p>
  const lane = run.lane === undefined ? '' : ` (${run.lane})`
  return (
    <p className={classes['state']} data-status={run.status}>
      {states[run.status]}
      {lane}
    </p>
  )
}

function Pair({ label, left, right }: { label: string; left: Json | undefined; right: Json | undefined }) {
  return (
    <div className={classes['pair']}>
      {[left, right].map((value, at) => (
        <div key={at} className={classes['value']}>
          <span className={classes['valueLabel']}>{label}</span>
          {value === undefined ? texts.notRun : <JsonView value={value} reference={null} />}
        </div>
      ))}
    </div>
  )
}

function valueOf(run: StepRun | undefined, part: 'input' | 'output' | 'error'): Json | undefined {
  if (run === undefined) return undefined
  return part === 'error' ? run.error && toJson(run.error) : run[part]
}
