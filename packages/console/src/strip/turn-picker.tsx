import { ActionIcon, NumberInput } from '@mantine/core'
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import { stripTexts } from '../texts/strip.ts'
import classes from './card.module.css'
import { countTurns, keptTurns } from './kept-turns.ts'
import type { CardModel } from './model.ts'
import { resolveTurns, turnsOf } from './run-index.ts'
import { useStrip } from './strip-context.ts'

/** Turns up to this number are drawn as dots; beyond it only the number is. */
const mostDots = 30

/** Chooses which turn of a loop is painted inside it, and leads through the failed ones. */
export function TurnPicker({ card }: { card: CardModel }) {
  const { painting, turns: chosenTurns, chooseTurn } = useStrip()
  if (painting === null) return null
  const outer = resolveTurns(painting.runs, card.loops, chosenTurns)
  const turns = outer === undefined ? [] : turnsOf(painting.runs, card.path, outer)
  const chosen = resolveTurns(painting.runs, [...card.loops, card.path], chosenTurns)?.at(-1)
  if (turns.length === 0 || chosen === undefined)
    return <p className={classes['remark']}>{stripTexts.noTurns}</p>

  const kept = outer === undefined ? null : keptTurns(painting, card.path, outer)
  const count = outer === undefined ? turns.length : countTurns(painting, card.path, outer)
  const at = turns.findIndex((turn) => turn.index === chosen)
  const failed = turns.filter((turn) => turn.status === 'failed')
  const go = (position: number) => {
    const turn = turns[position]
    if (turn !== undefined) chooseTurn(card.path, turn.index)
  }
  const goToFailed = () => {
    const next = failed.find((turn) => turn.index > chosen) ?? failed[0]
    if (next !== undefined) chooseTurn(card.path, next.index)
  }

  return (
    <div className={classes['turns']} role="group" aria-label={stripTexts.turnLabel(card.title)}>
      <div className={classes['turnRow']}>
        <ActionIcon
          size="sm"
          aria-label={stripTexts.previousTurn}
          disabled={at <= 0}
          onClick={() => go(at - 1)}
        >
          <IconChevronLeft size={16} />
        </ActionIcon>
        <span>{stripTexts.turn}</span>
        <NumberInput
          size="xs"
          w={64}
          hideControls
          allowDecimal={false}
          aria-label={stripTexts.turnLabel(card.title)}
          value={chosen}
          onChange={(value) => {
            const wanted = turns.find((turn) => turn.index === Number(value))
            if (value !== '' && wanted !== undefined) chooseTurn(card.path, wanted.index)
          }}
        />
        <span className="kw-number">{stripTexts.turnOf(count)}</span>
        <ActionIcon
          size="sm"
          aria-label={stripTexts.nextTurn}
          disabled={at >= turns.length - 1}
          onClick={() => go(at + 1)}
        >
          <IconChevronRight size={16} />
        </ActionIcon>
        {failed.length === 0 ? null : (
          <button
            type="button"
            className={classes['failedTurns']}
            title={stripTexts.nextFailedTurn}
            onClick={goToFailed}
          >
            {stripTexts.failedTurns(failed.length)}
          </button>
        )}
      </div>
      {kept === null ? null : <p className={classes['kept']}>{stripTexts.turnsKept(kept)}</p>}
      {turns.length > mostDots ? null : (
        <div className={classes['dots']} aria-hidden>
          {turns.map((turn) => (
            <button
              type="button"
              tabIndex={-1}
              key={turn.index}
              className={classes['dot']}
              data-status={turn.status}
              data-chosen={turn.index === chosen}
              aria-label={`${stripTexts.turn} ${turn.index}`}
              title={`${stripTexts.turn} ${turn.index}`}
              onClick={() => chooseTurn(card.path, turn.index)}
            />
          ))}
        </div>
      )}
    </div>
  )
}
