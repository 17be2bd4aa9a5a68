import { IconChevronDown, IconChevronRight } from '@tabler/icons-react'
import { stripTexts } from '../texts/strip.ts'
import type { ValueAddress } from './address.ts'
import { CardBox } from './card-box.tsx'
import { ConditionLines } from './condition-lines.tsx'
import { cardsOf, keyOf, type CardModel, type Lane, type StripItem } from './model.ts'
import { NoteTab } from './note-tab.tsx'
import { findRun, resolveTurns } from './run-index.ts'
import { useStrip, type StepProblem } from './strip-context.ts'
import classes from './strip.module.css'

/** What of a strip is in use right now. Cards get their own part of it only. */
export interface StripNow {
  /** Path of the one card that the Tab key reaches. */
  current: string
  /** Path of the card that is open beside the strip, and its value. */
  card: string | null
  value: ValueAddress | null
  /** Paths of the cards that are chosen. */
  chosen: ReadonlySet<string>
  /** Keys of cards and lanes. */
  folded: ReadonlySet<string>
  problems: ReadonlyMap<string, readonly StepProblem[]>
}

export interface ItemsProps {
  items: readonly StripItem[]
  /** Path of the list of steps. */
  list: string
  now: StripNow
}

const noProblems: readonly StepProblem[] = []

/** A strip of cards, notes and containers; the same at every depth. */
export function Items({ items, list, now }: ItemsProps) {
  const { slots } = useStrip()
  // The trigger's card leads the outermost list and is no step of it.
  const isOuter = list === 'steps'
  const isReachable = (item: StripItem | undefined) =>
    item !== undefined && item.kind !== 'note' && item.card.path === now.current
  return (
    <ol className={classes['items']}>
      {slots === null || isOuter ? null : (
        <li className={classes['gapItem']}>
          <slots.Gap list={list} at={0} isAlone={items.length === 0} isReachable={false} />
        </li>
      )}
      {items.map((item, index) => (
        <li key={keyOf(item)} className={classes['item']} data-kind={item.kind}>
          <Item item={item} now={now} />
          {slots === null ? null : (
            <slots.Gap
              list={list}
              at={isOuter ? index : index + 1}
              isAlone={false}
              isReachable={isReachable(item)}
            />
          )}
        </li>
      ))}
    </ol>
  )
}

function Item({ item, now }: { item: StripItem; now: StripNow }) {
  const { slots } = useStrip()
  switch (item.kind) {
    case 'note':
      return slots === null ? <NoteTab text={item.text} /> : <slots.Note path={item.path} text={item.text} />
    case 'card':
      return <CardNow card={item.card} now={now} inside={null} />
    case 'container': {
      const isFolded = now.folded.has(item.card.key)
      const inside = isFolded ? item.lanes.flatMap((lane) => cardsOf(lane.items)).length : null
      return (
        <div className={classes['container']} data-loop={item.isLoop} data-folded={isFolded}>
          <CardNow card={item.card} now={now} inside={inside} />
          {isFolded ? null : (
            <div className={classes['lanes']}>
              {item.lanes.map((lane) => (
                <LaneStrip key={lane.key} lane={lane} container={item.card} now={now} />
              ))}
            </div>
          )}
        </div>
      )
    }
  }
}

/** Hands a card its own part of what is in use. */
function CardNow({ card, now, inside }: { card: CardModel; now: StripNow; inside: number | null }) {
  const isOpen = now.card === card.path
  return (
    <CardBox
      card={card}
      isCurrent={now.current === card.path}
      isOpen={isOpen}
      isChosen={now.chosen.has(card.path)}
      isFolded={now.folded.has(card.key)}
      inside={inside}
      openValue={isOpen ? now.value : null}
      problems={now.problems.get(card.path) ?? noProblems}
    />
  )
}

interface LaneStripProps {
  lane: Lane
  container: CardModel
  now: StripNow
}

function LaneStrip({ lane, container, now }: LaneStripProps) {
  const { painting, turns: chosenTurns, slots, fold } = useStrip()
  const turns = painting === null ? undefined : resolveTurns(painting.runs, container.loops, chosenTurns)
  const run =
    painting === null || turns === undefined ? undefined : findRun(painting.runs, container.path, turns)
  // A try lane always ran when its catch lane did; a loop's lane has its turns instead.
  const hasRun =
    run !== undefined &&
    (lane.key === 'do' || lane.key === run.lane || (lane.key === 'try' && run.lane === 'catch'))
  const isPainted = painting !== null
  const foldKey = `${container.key}/${lane.key}`
  const isFolded = now.folded.has(foldKey)
  const isReachable = now.current === container.path
  return (
    <div
      role="group"
      className={classes['lane']}
      data-lane={lane.key}
      data-container={container.path}
      data-ran={isPainted ? hasRun : undefined}
      aria-label={lane.label}
    >
      <div className={classes['laneHead']}>
        <button
          type="button"
          className={classes['laneLabel']}
          data-lane-handle={slots === null ? undefined : ''}
          aria-expanded={!isFolded}
          tabIndex={isReachable ? 0 : -1}
          onClick={() => fold(foldKey)}
        >
          {isFolded ? <IconChevronRight size={14} aria-hidden /> : <IconChevronDown size={14} aria-hidden />}
          {lane.label}
        </button>
        <ConditionLines lines={lane.conditions} />
        {isPainted && !hasRun ? <span className={classes['laneState']}>{stripTexts.laneNotRun}</span> : null}
        {isFolded ? (
          <span className={classes['laneState']}>{stripTexts.cards(cardsOf(lane.items).length)}</span>
        ) : null}
        {slots === null ? null : <slots.LaneTools container={container} lane={lane.key} />}
      </div>
      {isFolded ? null : lane.items.length === 0 && slots === null ? (
        <p className={classes['emptyLane']}>{stripTexts.emptyLane}</p>
      ) : (
        <Items items={lane.items} list={lane.path} now={now} />
      )}
    </div>
  )
}
