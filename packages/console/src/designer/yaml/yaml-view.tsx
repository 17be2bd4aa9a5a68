import { Button, Group, Text } from '@mantine/core'
import { EditorState, Transaction } from '@codemirror/state'
import { EditorView } from '@codemirror/view'
import { forceLinting } from '@codemirror/lint'
import { useEffect, useRef } from 'react'
import { checkFlowYaml, printFlowYaml } from '@keyway/engine'
import { yamlTexts as texts } from '../../texts/yaml.ts'
import { Notice } from '../../ui/notice.tsx'
import type { CheckAgainst } from '../model/designer.ts'
import { useDesigner, useDesignerState } from '../model/use-designer.tsx'
import { editorSetup, fromCards } from './editor-setup.ts'
import { textFor, writeText } from './flow-text.ts'
import { useKnown } from './use-known.ts'
import classes from './yaml.module.css'

/** The flow as YAML, in an editor. What is written is on the cards at once, and the other way round. */
export function YamlView() {
  const designer = useDesigner()
  const flow = useDesignerState((state) => state.flow)
  const shown = useDesignerState((state) => state.text)
  const against = useDesignerState((state) => state.against)
  const known = useKnown()
  const box = useRef<HTMLDivElement>(null)
  const view = useRef<EditorView | null>(null)
  const latest = useRef({ known, against })
  useEffect(() => {
    latest.current = { known, against }
    if (view.current !== null) forceLinting(view.current)
  }, [known, against])

  useEffect(() => {
    if (box.current === null) return undefined
    const start = textFor(designer.getState().flow, designer.getState().text)
    designer.setText(start)
    const editor = new EditorView({
      parent: box.current,
      state: EditorState.create({
        doc: start.text,
        extensions: editorSetup({
          known: () => latest.current.known,
          surroundings: () => latest.current.against?.surroundings ?? null,
          onWrite: (text) => writeText(designer, text),
        }),
      }),
    })
    view.current = editor
    return () => {
      view.current = null
      editor.destroy()
    }
  }, [designer])

  // A change on the cards: the text follows where the document changed, and keeps its comments.
  useEffect(() => {
    const next = textFor(flow, designer.getState().text)
    if (next !== designer.getState().text) designer.setText(next)
    if (view.current !== null) show(view.current, next.text)
  }, [designer, flow])

  const isStale = shown !== null && shown.isBroken && shown.flow !== flow
  const readAgain = (): void => {
    const next = { text: printFlowYaml(flow), flow, isBroken: false }
    designer.setText(next)
    if (view.current !== null) show(view.current, next.text)
  }
  return (
    <div className={classes['view']}>
      {shown?.isBroken === true ? (
        <Notice tone={isStale ? 'bad' : 'doubt'} role="status">
          <Group justify="space-between" gap={8}>
            <Text size="sm">
              {isStale ? texts.stale : texts.broken} {firstFault(shown.text, against)}
            </Text>
            <Button size="compact-sm" variant="default" onClick={readAgain}>
              {texts.readAgain}
            </Button>
          </Group>
        </Notice>
      ) : null}
      <div ref={box} className={classes['editor']} />
    </div>
  )
}

/** Puts in only what is different, so that the cursor and what was undone stay where they are. */
function show(view: EditorView, text: string): void {
  const now = view.state.doc.toString()
  if (now === text) return
  let start = 0
  while (start < Math.min(now.length, text.length) && now[start] === text[start]) start += 1
  let end = 0
  const most = Math.min(now.length, text.length) - start
  while (end < most && now.at(-1 - end) === text.at(-1 - end)) end += 1
  view.dispatch({
    changes: { from: start, to: now.length - end, insert: text.slice(start, text.length - end) },
    annotations: [Transaction.userEvent.of(fromCards), Transaction.addToHistory.of(false)],
  })
}

function firstFault(text: string, against: CheckAgainst | null): string {
  const [first] = against === null ? [] : checkFlowYaml(text, against.surroundings)
  return first === undefined ? '' : texts.fault(first.line, first.column, first.message)
}
