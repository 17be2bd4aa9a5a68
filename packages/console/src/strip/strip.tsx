import { VisuallyHidden } from '@mantine/core'
import {
  useCallback,
  useEffect,
  useId,
  useImperativeHandle,
  useMemo,
  useRef,
  useState,
  type Ref,
} from 'react'
import { stripTexts } from '../texts/strip.ts'
import { focusCard, moveByKey, showCard } from './card-focus.ts'
import { DetailsPanel } from './details-panel.tsx'
import { Items, type StripNow } from './items.tsx'
import { Minimap } from './minimap.tsx'
import { cardsOf, triggerPath, type StripItem } from './model.ts'
import type { Painting } from './paint.ts'
import { StripContext, type StepProblem, type StripSlots, type StripView } from './strip-context.ts'
import classes from './strip.module.css'
import { Toolbar } from './toolbar.tsx'
import { useStripAddress } from './use-address.ts'
import { useFolding } from './use-folding.ts'
import { useKeys } from './use-keys.ts'
import { useLighting } from './use-lighting.ts'
import { useZoom } from './use-zoom.ts'

/** What others can ask of a strip. */
export interface StripHandle {
  /** What is scrolled: everything drawn is inside. */
  frame: HTMLElement | null
  canvas: HTMLElement | null
  /** Brings a card or one of its values into view and gives it the focus, unfolding what hides it. */
  goTo: (path: string) => void
}

export interface StripProps {
  items: readonly StripItem[]
  /** Null draws the flow without values. */
  painting: Painting | null
  /** Card to bring into view first: the one that failed. */
  pointAt?: string | null
  problems?: ReadonlyMap<string, readonly StepProblem[]>
  /** Offered by cards that ran. */
  onRunFrom?: ((card: string) => void) | null
  /** What makes it editable. */
  slots?: StripSlots | null
  /** Paths of cards that are chosen together. */
  chosen?: ReadonlySet<string>
  handle?: Ref<StripHandle>
}

const noProblems: ReadonlyMap<string, readonly StepProblem[]> = new Map()
const noneChosen: ReadonlySet<string> = new Set()

/** A flow as cards from left to right, with the values of an execution where there is one. */
export function Strip(props: StripProps) {
  const { items, painting, pointAt = null, problems = noProblems, onRunFrom = null } = props
  const { slots = null, chosen = noneChosen, handle } = props
  const { address, open, close, chooseTurn } = useStripAddress()
  const { turns } = address
  const scroll = useRef<HTMLDivElement>(null)
  const canvas = useRef<HTMLDivElement>(null)
  const zooming = useZoom(scroll, canvas)
  const { zoom, zoomIn, zoomOut, fit } = zooming
  const folding = useFolding(items)
  const { fold, unfoldTo } = folding
  const [focused, setFocused] = useState<string | null>(null)
  const helpId = useId()
  const cards = useMemo(() => cardsOf(items), [items])
  const wanted = focused ?? address.card ?? pointAt ?? triggerPath
  const current = cards.some(({ path }) => path === wanted) ? wanted : triggerPath

  const view = useMemo<StripView>(
    () => ({ painting, turns, slots, open, fold, chooseTurn, focus: setFocused, runFrom: onRunFrom }),
    [painting, turns, slots, open, fold, chooseTurn, onRunFrom],
  )
  const now: StripNow = {
    current,
    card: address.card,
    value: address.value,
    chosen,
    folded: folding.folded,
    problems,
  }

  const goTo = useCallback(
    (path: string) => {
      unfoldTo(path)
      setFocused(path)
      // What was folded is drawn first.
      requestAnimationFrame(() => {
        const title = titleOf(canvas.current, path)
        if (title !== null) focusCard(title)
      })
    },
    [unfoldTo],
  )
  useImperativeHandle(handle, () => ({
    get frame() {
      return scroll.current
    },
    get canvas() {
      return canvas.current
    },
    goTo,
  }))
  useLighting(canvas, { items, zoom, card: address.card, value: address.value })

  // Once, when the strip appears: the card in the address or the failed one is in view, without taking the focus.
  const firstTarget = useRef(address.card ?? pointAt)
  useEffect(() => {
    if (firstTarget.current === null) return
    const title = titleOf(canvas.current, firstTarget.current)
    if (title !== null) showCard(title, 'instant')
  }, [])

  // What opens beside the strip must not cover the card it is about.
  useEffect(() => {
    if (address.card === null) return
    const head = titleOf(canvas.current, address.card)?.closest('header')
    head?.scrollIntoView({ inline: 'nearest', block: 'nearest', behavior: 'smooth' })
  }, [address.card])

  useKeys(scroll, (event) => {
    if (isTyping(event) || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return
    if (event.key === '+') zoomIn()
    else if (event.key === '-') zoomOut()
    else if (event.key === '0') fit()
    else if (event.key === 'f') folding.foldPath(current)
    else if (scroll.current !== null) moveByKey(event, scroll.current)
  })

  const leave = () => {
    const from = address.card
    close()
    if (from !== null) titleOf(canvas.current, from)?.focus({ preventScroll: true })
  }

  const selected = cards.find((card) => card.path === address.card)
  const Panel = slots?.Panel ?? DetailsPanel
  return (
    <StripContext value={view}>
      <div className={classes['frame']} data-editable={slots !== null}>
        <div className={classes['main']}>
          <div
            ref={scroll}
            className={classes['scroll']}
            data-strip-scroll
            role="region"
            aria-label={stripTexts.region}
            aria-describedby={helpId}
          >
            <div ref={canvas} className={classes['canvas']} style={{ zoom }}>
              <Items items={items} list="steps" now={now} />
              <svg className={classes['wires']} aria-hidden data-wires />
            </div>
          </div>
          <VisuallyHidden id={helpId}>{stripTexts.keyboardHelp}</VisuallyHidden>
          <Minimap scroll={scroll} canvas={canvas} zoom={zoom} onChoose={goTo} />
          <Toolbar
            items={items}
            painting={painting}
            pointAt={pointAt}
            zooming={zooming}
            folding={folding}
            onGoTo={goTo}
          />
        </div>
        {selected === undefined ? null : (
          <Panel
            key={`${selected.key} ${address.value?.side ?? ''} ${address.value?.key ?? ''}`}
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

function titleOf(canvas: HTMLElement | null, path: string): HTMLElement | null {
  return canvas?.querySelector<HTMLElement>(`[data-card="${CSS.escape(path)}"]`) ?? null
}

/** Whether a key belongs to a field that somebody writes in. */
export function isTyping({ target }: KeyboardEvent): boolean {
  return isWriting(target)
}

/** Whether this is a field that somebody writes in. */
export function isWriting(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLInputElement ||
    target instanceof HTMLTextAreaElement ||
    (target instanceof HTMLElement && target.isContentEditable)
  )
}
