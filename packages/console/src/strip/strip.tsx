import { ActionIcon, Button, Tooltip, VisuallyHidden } from '@mantine/core'
import { IconAlertCircle, IconMinus, IconPlus } from '@tabler/icons-react'
import { useEffect, useId, useMemo, useRef, useState } from 'react'
import { stripTexts } from '../texts/strip.ts'
import { focusCard, moveByKey, showCard } from './card-focus.ts'
import { DetailsPanel } from './details-panel.tsx'
import { Items } from './items.tsx'
import { cardsOf, triggerPath, type StripItem } from './model.ts'
import { Overview } from './overview.tsx'
import { paintCard, type Painting } from './paint.ts'
import { StripContext, type StepProblem, type StripView } from './strip-context.ts'
import classes from './strip.module.css'
import { useStripAddress } from './use-address.ts'
import { useKeys } from './use-keys.ts'
import { useZoom } from './use-zoom.ts'

export interface StripProps {
  items: readonly StripItem[]
  /** Null draws the flow without values. */
  painting: Painting | null
  /** Card to bring into view first: the one that failed. */
  pointAt?: string | null
  problems?: ReadonlyMap<string, readonly StepProblem[]>
  /** Offered by cards that ran. */
  onRunFrom?: ((card: string) => void) | null
}

const noProblems: ReadonlyMap<string, readonly StepProblem[]> = new Map()

/** A flow as cards from left to right, with the values of an execution where there is one. */
export function Strip(props: StripProps) {
  const { items, painting, pointAt = null, problems = noProblems, onRunFrom = null } = props
  const { address, open, close, chooseTurn } = useStripAddress()
  const scroll = useRef<HTMLDivElement>(null)
  const canvas = useRef<HTMLDivElement>(null)
  const { zoom, zoomIn, zoomOut, fit } = useZoom(scroll, canvas)
  const [focused, setFocused] = useState<string | null>(null)
  const helpId = useId()
  const cards = useMemo(() => cardsOf(items), [items])
  const current = focused ?? address.card ?? pointAt ?? triggerPath

  const view = useMemo<StripView>(
    () => ({ painting, address, problems, open, chooseTurn, focus: setFocused, runFrom: onRunFrom }),
    [painting, address, problems, open, chooseTurn, onRunFrom],
  )

  const titleOf = (path: string) =>
    canvas.current?.querySelector<HTMLElement>(`[data-card="${CSS.escape(path)}"]`) ?? null
  const goTo = (path: string) => {
    const title = titleOf(path)
    if (title !== null) focusCard(title)
  }

  // Once, when the strip appears: the card in the address or the failed one is in view, without taking the focus.
  const firstTarget = useRef(address.card ?? pointAt)
  useEffect(() => {
    if (firstTarget.current === null) return
    const title = titleOf(firstTarget.current)
    if (title !== null) showCard(title, 'instant')
  }, [])

  useKeys(scroll, (event) => {
    if (event.target instanceof HTMLInputElement || event.ctrlKey || event.metaKey || event.altKey) return
    if (event.key === '+') zoomIn()
    else if (event.key === '-') zoomOut()
    else if (event.key === '0') fit()
    else if (scroll.current !== null) moveByKey(event, scroll.current)
  })

  const leave = () => {
    const from = address.card
    close()
    if (from !== null) titleOf(from)?.focus({ preventScroll: true })
  }

  const selected = cards.find((card) => card.path === address.card)
  return (
    <StripContext value={view}>
      <div className={classes['frame']}>
        <div className={classes['main']}>
          <div
            ref={scroll}
            className={classes['scroll']}
            role="region"
            aria-label={stripTexts.region}
            aria-describedby={helpId}
          >
            <div ref={canvas} className={classes['canvas']} style={{ zoom }}>
              <Items items={items} current={current} />
            </div>
          </div>
          <VisuallyHidden id={helpId}>{stripTexts.keyboardHelp}</VisuallyHidden>
          <div className={classes['toolbar']}>
            <Tooltip label={stripTexts.zoomOut}>
              <ActionIcon onClick={zoomOut} aria-label={stripTexts.zoomOut}>
                <IconMinus size={16} />
              </ActionIcon>
            </Tooltip>
            <span className="kw-number" aria-live="polite">
              {Math.round(zoom * 100)} %
            </span>
            <Tooltip label={stripTexts.zoomIn}>
              <ActionIcon onClick={zoomIn} aria-label={stripTexts.zoomIn}>
                <IconPlus size={16} />
              </ActionIcon>
            </Tooltip>
            <Tooltip label={stripTexts.fitHelp}>
              <Button size="compact-xs" variant="default" onClick={fit}>
                {stripTexts.fit}
              </Button>
            </Tooltip>
            <Overview
              cards={cards}
              current={current}
              statusOf={(card) =>
                painting === null ? null : paintCard(card, painting, address.turns).status
              }
              onChoose={goTo}
            />
            <span className="kw-number">{stripTexts.cards(cards.length)}</span>
            {pointAt === null ? null : (
              <PointButton isInDoubt={painting?.inDoubtStep === pointAt} onClick={() => goTo(pointAt)} />
            )}
          </div>
        </div>
        {selected === undefined ? null : (
          <DetailsPanel
            key={`${selected.path} ${address.value?.side ?? ''} ${address.value?.key ?? ''}`}
            card={selected}
            value={address.value}
            onGoTo={goTo}
            cardOf={(id) => cards.find((card) => card.id === id)?.path}
            onClose={leave}
          />
        )}
      </div>
    </StripContext>
  )
}

function PointButton({ isInDoubt, onClick }: { isInDoubt: boolean; onClick: () => void }) {
  return (
    <Button
      size="compact-xs"
      variant="light"
      color={isInDoubt ? 'brass' : 'red'}
      leftSection={<IconAlertCircle size={14} aria-hidden />}
      onClick={onClick}
    >
      {isInDoubt ? stripTexts.goToInDoubt : stripTexts.goToFailed}
    </Button>
  )
}
