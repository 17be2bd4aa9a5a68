import type { CardModel } from './model.ts'
import type { RunStatus } from './run-index.ts'
import classes from './strip.module.css'

export interface OverviewProps {
  cards: readonly CardModel[]
  current: string
  statusOf: (card: CardModel) => RunStatus | null
  onChoose: (path: string) => void
}

/** One bar for each card: where one is, where it went red, one click away. A shortcut for the mouse; keys have arrows. */
export function Overview({ cards, current, statusOf, onChoose }: OverviewProps) {
  return (
    <div className={classes['overview']} aria-hidden>
      {cards.map((card) => (
        <button
          type="button"
          tabIndex={-1}
          key={card.path}
          className={classes['overviewCard']}
          data-status={statusOf(card) ?? undefined}
          data-current={card.path === current}
          aria-label={card.title}
          title={card.title}
          onClick={() => onChoose(card.path)}
        />
      ))}
    </div>
  )
}
