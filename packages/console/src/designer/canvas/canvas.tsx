import { VisuallyHidden } from '@mantine/core'
import { useCallback, useMemo, useRef, useState, type MouseEvent, type ReactNode } from 'react'
import { catalog, flows } from '@keyway/api'
import { useAnswer } from '../../app/requests.ts'
import { focusCard } from '../../strip/card-focus.ts'
import { CardMark } from '../../strip/card-mark.tsx'
import { emptyCatalog, indexCatalog } from '../../strip/catalog-index.ts'
import { showBindings } from '../../flows/bindings.tsx'
import { createLayout } from '../../strip/layout.ts'
import { triggerPath } from '../../strip/model.ts'
import type { Painting } from '../../strip/paint.ts'
import type { StepProblem } from '../../strip/strip-context.ts'
import { Strip, type StripHandle } from '../../strip/strip.tsx'
import { useStripAddress } from '../../strip/use-address.ts'
import { canvasTexts } from '../../texts/canvas.ts'
import { FailedAction } from '../../ui/failed-action.tsx'
import { wrapperKinds } from '../editing/new-step.ts'
import { placesOf } from '../editing/places.ts'
import { keyOf } from '../editing/step-key.ts'
import type { DesignerProblem } from '../model/check.ts'
import { useDesigner, useDesignerState } from '../model/use-designer.tsx'
import { listEntries } from '../palette/entries.ts'
import { Palette } from '../palette/palette.tsx'
import { CanvasContext, type ConnectFrom, type GapAddress } from './canvas-context.ts'
import classes from './canvas.module.css'
import { CanvasBar } from './canvas-bar.tsx'
import { CardMenu } from './card-menu.tsx'
import { Chooser } from './chooser.tsx'
import { ConnectDialog } from './connect-dialog.tsx'
import { EmptyFlow } from './empty-flow.tsx'
import { Shortcuts } from './shortcuts.tsx'
import { slots } from './slots.ts'
import { useActions } from './use-actions.ts'
import { useHelperShapes } from './use-helper-shapes.ts'
import { useDrag } from './use-drag.ts'
import { useShortcuts } from './use-shortcuts.ts'

export interface CanvasProps {
  /** What an execution adds to the drawing; null without one. */
  painting: Painting | null
  pointAt: string | null
  onRunFrom: ((card: string) => void) | null
  openTrigger: () => void
  /** At the end of the bar above the cards. */
  children?: ReactNode
}

/** The flow that is being edited, as cards: everything is done to them directly. */
export function Canvas({ painting, pointAt, onRunFrom, openTrigger, children }: CanvasProps) {
  const designer = useDesigner()
  const flow = useDesignerState((state) => state.flow)
  const selection = useDesignerState((state) => state.selection)
  const problems = useDesignerState((state) => state.problems)
  const { data } = useAnswer(catalog.getCatalog)
  const list = useAnswer(flows.listFlows)
  const { open, close, address } = useStripAddress()
  const root = useRef<HTMLDivElement>(null)
  const strip = useRef<StripHandle>(null)
  const [target, setTarget] = useState<GapAddress | null>(null)
  const [connecting, setConnecting] = useState<ConnectFrom | null>(null)
  const [menu, setMenu] = useState<{ path: string; point: { x: number; y: number } } | null>(null)
  const [wrapping, setWrapping] = useState<readonly string[] | null>(null)
  const [isHelpOpen, setHelpOpen] = useState(false)
  const [said, setSaid] = useState('')
  const [refusal, setRefusal] = useState<Error | null>(null)

  const index = useMemo(() => (data === undefined ? emptyCatalog : indexCatalog(data)), [data])
  const shapes = useHelperShapes(flow)
  const layout = useMemo(() => createLayout(index, shapes, (step) => keyOf(step)), [index, shapes])
  const items = useMemo(() => layout(flow), [layout, flow])
  const helpers = useMemo(
    () =>
      (list.data?.items ?? [])
        .filter(({ kind, id }) => kind === 'helper' && id !== designer.flowId)
        .map(({ name }) => name),
    [list.data, designer],
  )
  const entries = useMemo(() => (data === undefined ? [] : listEntries(data, helpers)), [data, helpers])
  const chosen = useMemo(() => {
    const { steps } = placesOf(flow)
    return new Set(selection.length < 2 ? [] : selection.flatMap((key) => steps.get(key)?.path ?? []))
  }, [flow, selection])
  const byStep = useMemo(() => groupProblems(problems ?? []), [problems])
  const connectorOf = useCallback(
    (use: string) => data?.connectors.find(({ actions: own }) => own.some(({ id }) => id === use))?.id,
    [data],
  )

  const goTo = (path: string) => strip.current?.goTo(path)
  const actions = useActions({
    designer,
    target,
    connectorOf,
    setTarget,
    startConnect: setConnecting,
    openMenu: (path, point) => setMenu({ path, point }),
    openTrigger,
    announce: setSaid,
    refuse: (words) => setRefusal(new Error(words)),
    goTo: (path) => {
      if (address.card !== null) open(path, null)
      goTo(path)
    },
  })
  const view = useMemo(() => ({ actions, target }), [actions, target])

  useDrag({
    root,
    flow,
    actions,
    takeEntry: (key, gap) => {
      const entry = entries.find((one) => one.key === key)
      if (entry !== undefined) actions.take(entry, gap)
    },
  })
  const current = () => currentPath(root.current) ?? address.card
  useShortcuts({
    root,
    actions,
    current,
    chosen: () => actions.chosenWith(current() ?? ''),
    showShortcuts: () => setHelpOpen(true),
    openWrap: () => setWrapping(actions.chosenWith(current() ?? '')),
    extend: (from, by) => {
      const titles = [...(root.current?.querySelectorAll<HTMLElement>('[data-card]') ?? [])]
      const next = titles[titles.findIndex(({ dataset }) => dataset['card'] === from) + by]
      if (next === undefined) return
      if (selection.length === 0) actions.choose(from, 'one')
      actions.choose(next.dataset['card'] ?? '', 'range')
      focusCard(next)
    },
    escape: () => {
      if (target !== null) setTarget(null)
      else if (selection.length > 1) designer.select([])
      else if (address.card !== null) close()
    },
  })

  const onClickCapture = (event: MouseEvent) => {
    const path = pathAt(event.target)
    if (path === null) return
    const isHandle = event.target instanceof Element && event.target.closest('[data-handle]') !== null
    const isMore = event.shiftKey || event.ctrlKey || event.metaKey
    if (isHandle && isMore) {
      event.preventDefault()
      event.stopPropagation()
      actions.choose(path, event.shiftKey ? 'range' : 'toggle')
    } else if (
      !actions.chosenWith(path).includes(path) ||
      selection[0] !== placesOf(flow).byPath.get(path)?.key
    ) {
      actions.choose(path, 'one')
    }
  }
  const onContextMenu = (event: MouseEvent) => {
    const path = pathAt(event.target)
    if (path === null) return
    event.preventDefault()
    setMenu({ path, point: { x: event.clientX, y: event.clientY } })
  }
  const onProblem = ({ kind, path, step, field }: DesignerProblem) => {
    if (kind === 'unbound connection') return showBindings()
    if (step !== null) designer.goTo(step, field)
    open(path ?? triggerPath, null)
    goTo(path ?? triggerPath)
  }

  return (
    <CanvasContext value={view}>
      <CanvasBar
        isPaletteOpen={target !== null}
        onPalette={() => setTarget(target === null ? lastGap(current(), flow.steps.length) : null)}
        onProblem={onProblem}
        onShortcuts={() => setHelpOpen(true)}
        actions={actions}
      >
        {children}
      </CanvasBar>
      <div
        ref={root}
        className={classes['designer']}
        onClickCapture={onClickCapture}
        onContextMenu={onContextMenu}
      >
        {target === null ? null : (
          <Palette
            entries={entries}
            onTake={(entry, isLast) => {
              actions.take(entry, null)
              if (isLast) setTarget(null)
            }}
            onClose={() => setTarget(null)}
          />
        )}
        <div className={classes['strip']}>
          <Strip
            items={items}
            painting={painting}
            pointAt={pointAt}
            problems={byStep}
            onRunFrom={onRunFrom}
            slots={slots}
            chosen={chosen}
            handle={strip}
          />
          {flow.steps.length === 0 && target === null ? (
            <EmptyFlow onAdd={() => setTarget({ list: 'steps', at: 0 })} />
          ) : null}
        </div>
      </div>
      <VisuallyHidden role="status" aria-live="polite">
        {said}
      </VisuallyHidden>
      <Shortcuts isOpen={isHelpOpen} onClose={() => setHelpOpen(false)} />
      {connecting === null ? null : (
        <ConnectDialog
          from={connecting}
          flow={flow}
          items={items}
          actions={actions}
          onClose={() => {
            setConnecting(null)
            focusPill(root.current, connecting)
          }}
        />
      )}
      {wrapping === null ? null : (
        <Chooser
          title={canvasTexts.menu.wrap}
          search={canvasTexts.wrapSearch}
          nothing={canvasTexts.wrapNothing}
          choices={wrapperKinds.map((kind) => ({
            key: kind,
            label: canvasTexts.wrappers[kind],
            hint: '',
            mark: <CardMark use={kind} tone="control" />,
            refused: null,
          }))}
          onChoose={(key) => {
            const kind = wrapperKinds.find((one) => one === key)
            if (kind !== undefined) actions.wrap(wrapping, kind)
            setWrapping(null)
          }}
          onClose={() => setWrapping(null)}
        />
      )}
      {menu === null ? null : (
        <CardMenu
          path={menu.path}
          point={menu.point}
          step={placesOf(flow).byPath.get(menu.path)?.step}
          actions={actions}
          onClose={() => setMenu(null)}
        />
      )}
      <FailedAction error={refusal} onClose={() => setRefusal(null)} />
    </CanvasContext>
  )
}

function groupProblems(problems: readonly DesignerProblem[]): ReadonlyMap<string, readonly StepProblem[]> {
  const found = new Map<string, StepProblem[]>()
  for (const { path, message, severity } of problems) {
    if (path !== null) found.set(path, [...(found.get(path) ?? []), { message, severity }])
  }
  return found
}

function pathAt(target: EventTarget | null): string | null {
  const card = target instanceof Element ? target.closest<HTMLElement>('[data-path]') : null
  return card?.dataset['path'] ?? null
}

/** Gives the focus back to the pill that the connection began at, when the dialog has let go of it. */
function focusPill(root: HTMLElement | null, from: ConnectFrom): void {
  const pill =
    'reference' in from
      ? `[data-reference="${CSS.escape(from.reference)}"]`
      : `[data-place="${CSS.escape(JSON.stringify(from.place))}"]`
  const selector = `[data-of="${CSS.escape(from.card)}"]${pill}`
  requestAnimationFrame(() => root?.querySelector<HTMLElement>(selector)?.focus({ preventScroll: true }))
}

/** The card with the focus. */
function currentPath(root: HTMLElement | null): string | null {
  return root?.contains(document.activeElement) === true ? pathAt(document.activeElement) : null
}

/** Behind the current card, else at the end. */
function lastGap(current: string | null, count: number): GapAddress {
  const [, list, at] = /^(.*)\[(\d+)\]$/.exec(current ?? '') ?? []
  return list === undefined ? { list: 'steps', at: count } : { list, at: Number(at) + 1 }
}
