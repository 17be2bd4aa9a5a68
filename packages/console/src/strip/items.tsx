import { stripTexts } from '../texts/strip.ts'
import { CardBox } from './card-box.tsx'
import { ConditionLines } from './condition-lines.tsx'
import type { CardModel, Lane, StripItem } from './model.ts'
import { NoteTab } from './note-tab.tsx'
import { findRun, resolveTurns } from './run-index.ts'
import { useStrip } from './strip-context.ts'
import classes from './strip.module.css'

export interface ItemsProps {
  items: readonly StripItem[]
  current: string
}

/** A strip of cards, notes and containers; the same at every depth. */
export function Items({ items, current }: ItemsProps) {
  return (
    <ol className={classes['items']}>
      {items.map((item) => (
        <li
          key={item.kind === 'note' ? item.path : item.card.path}
          className={classes['item']}
          data-kind={item.kind}
        >
          <Item item={item} current={current} />
        </li>
      ))}
    </ol>
  )
}

function Item({ item, current }: { item: StripItem; current: string }) {
  switch (item.kind) {
    case 'note':
      return <NoteTab text={item.text} />
    case 'card':
      return <CardBox card={item.card} isCurrent={item.card.path === current} />
    case 'container':
      return (
        <div className={classes['container']} data-loop={item.isLoop}>
          <CardBox card={item.card} isCurrent={item.card.path === current} />
          <div className={classes['lanes']}>
            {item.lanes.map((lane) => (
              <LaneStrip key={lane.key} lane={lane} container={item.card} current={current} />
            ))}
          </div>
        </div>
      )
  }
}

interface LaneStripProps {
  lane: Lane
  container: CardModel
  current: string
}

function LaneStrip({ lane, container, current }: LaneStripProps) {
  const { painting, address } = useStrip()
  const turns = painting === null ? undefined : resolveTurns(painting.runs, container.loops, address.turns)
  const run =
    painting === null || turns === undefined ? undefined : findRun(painting.runs, container.path, turns)
  // A try lane always ran when its catch lane did; a loop's lane has its turns instead.
  const hasRun =
    run !== undefined &&
    (lane.key === 'do' || lane.key === run.lane || (lane.key === 'try' && run.lane === 'catch'))
  const isPainted = painting !== null
  return (
    <div
      role="group"
      className={classes['lane']}
      data-lane={lane.key}
      data-ran={isPainted ? hasRun : undefined}
      aria-label={lane.label}
    >
      <div className={classes['laneHead']}>
        <span className={classes['laneLabel']}>{lane.label}</span>
        <ConditionLines lines={lane.conditions} />
        {isPainted && !hasRun ? <span className={classes['laneState']}>{stripTexts.laneNotRun}</span> : null}
      </div>
      {lane.items.length === 0 ? (
        <p className={classes['emptyLane']}>{stripTexts.emptyLane}</p>
      ) : (
        <Items items={lane.items} current={current} />
      )}
    </div>
  )
}
