import { useQueryClient } from '@tanstack/react-query'
import { createContext, useContext, useEffect, useState, useSyncExternalStore, type ReactNode } from 'react'
import { createClient, flows } from '@keyway/api'
import { answerKey } from '../../app/requests.ts'
import { call } from '../../app/client.ts'
import type { FlowDetail } from '../../flows/flow-page.tsx'
import { createDesigner, type Designer, type DesignerState } from './designer.ts'
import { keepBackup, readBackup } from './backup.ts'
import { useCheckAgainst } from './use-check-against.ts'

const DesignerContext = createContext<Designer | undefined>(undefined)

/** A request that outlives the page that sent it. */
const lastCall = createClient({
  baseUrl: '',
  fetch: (input, init) => fetch(input, { ...init, keepalive: true }),
})

/** Opens a flow for editing, for everything inside: saves its draft, and keeps what could not be saved. */
export function DesignerProvider({ detail, children }: { detail: FlowDetail; children: ReactNode }) {
  const client = useQueryClient()
  const [designer] = useState(() =>
    open(detail, (saved) => {
      client.setQueryData(answerKey(flows.getFlow, { params: { flowId: detail.id } }), saved)
      void client.invalidateQueries({ queryKey: [flows.listFlows.path] })
    }),
  )

  useEffect(() => designer.receive(detail), [designer, detail])
  useCheckAgainst(designer, detail)

  useEffect(() => {
    const leave = (event: BeforeUnloadEvent): void => {
      if (!designer.hasUnsaved()) return
      designer.keepNow()
      const { flow, save } = designer.getState()
      if (save.state === 'conflict' || save.state === 'refused') return event.preventDefault()
      void lastCall(flows.saveDraft, {
        params: { flowId: designer.flowId },
        body: { document: flow, basedOn: designer.draftNumber() },
      }).catch(() => undefined)
    }
    const hide = (): void => {
      if (document.visibilityState === 'hidden') void designer.flush()
    }
    const online = (): void => void designer.flush()
    window.addEventListener('beforeunload', leave)
    window.addEventListener('online', online)
    document.addEventListener('visibilitychange', hide)
    return () => {
      window.removeEventListener('beforeunload', leave)
      window.removeEventListener('online', online)
      document.removeEventListener('visibilitychange', hide)
      // Another page of the console: what is not saved is sent on the way.
      void designer.flush().then(designer.rest)
    }
  }, [designer])

  return <DesignerContext value={designer}>{children}</DesignerContext>
}

function open(detail: FlowDetail, onSaved: (detail: FlowDetail) => void): Designer {
  const flowId = detail.id
  return createDesigner(
    detail,
    {
      save: (document, basedOn) => call(flows.saveDraft, { params: { flowId }, body: { document, basedOn } }),
      load: () => call(flows.getFlow, { params: { flowId } }),
      isOnline: () => navigator.onLine,
      keep: (backup) => void keepBackup(flowId, backup),
      now: Date.now,
      onSaved,
    },
    readBackup(flowId),
  )
}

/** The flow that is being edited around here. */
export function useDesigner(): Designer {
  const designer = useContext(DesignerContext)
  if (designer === undefined)
    throw new Error('useDesigner was called outside DesignerProvider; render it inside.')
  return designer
}

/** The designer around here, if there is one: for parts that also stand on pages where nothing is edited. */
export function useDesignerIfAny(): Designer | undefined {
  return useContext(DesignerContext)
}

/** A part of what is edited; whoever reads it is drawn again when that part is another object. */
export function useDesignerState<Part>(read: (state: DesignerState) => Part): Part {
  const designer = useDesigner()
  return useSyncExternalStore(designer.subscribe, () => read(designer.getState()))
}
