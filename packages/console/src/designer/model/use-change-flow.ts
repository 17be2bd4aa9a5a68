import { useMutation } from '@tanstack/react-query'
import type { Flow } from '@keyway/engine'
import { designerTexts } from '../../texts/designer.ts'
import { useDesigner } from './use-designer.tsx'

/**
 * Changes settings of the flow that is edited (its trigger, its order), and saves at once: whoever closes a dialog wants to
 * know whether it was taken. What the server refuses is taken back. Like any edit it can be undone later.
 */
export function useChangeFlow() {
  const designer = useDesigner()
  return useMutation({
    /** Steps are not touched by it. */
    mutationFn: async (change: (flow: Flow) => Flow) => {
      const { selection } = designer.getState()
      designer.edit({ label: designerTexts.done.settings, group: null }, (flow) => ({
        flow: change(flow),
        selection,
        lost: [],
      }))
      await designer.flush()
      const { save } = designer.getState()
      if (save.state !== 'refused') return
      designer.undo()
      throw save.error
    },
  })
}
