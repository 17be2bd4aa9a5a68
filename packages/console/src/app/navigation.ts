import {
  IconArrowBarToDown,
  IconBolt,
  IconHistory,
  IconPlugConnected,
  IconRoute,
  IconSettings,
  IconTable,
  IconUserQuestion,
  IconWebhook,
} from '@tabler/icons-react'
import { shellTexts } from '../texts/shell.ts'

/** The menu. People, groups, checks and findings get their own group once they exist. */
export const navigation = [
  {
    title: shellTexts.automate,
    items: [
      { to: '/executions', label: shellTexts.executions, icon: IconHistory },
      { to: '/questions', label: shellTexts.questions, icon: IconUserQuestion },
      { to: '/flows', label: shellTexts.flows, icon: IconRoute },
      { to: '/events', label: shellTexts.events, icon: IconBolt },
      { to: '/tables', label: shellTexts.tables, icon: IconTable },
    ],
  },
  {
    title: shellTexts.connect,
    items: [
      { to: '/okta', label: shellTexts.okta, icon: IconWebhook },
      { to: '/sources', label: shellTexts.sources, icon: IconArrowBarToDown },
      { to: '/connections', label: shellTexts.connections, icon: IconPlugConnected },
    ],
  },
  {
    title: shellTexts.manage,
    items: [{ to: '/settings', label: shellTexts.settings, icon: IconSettings }],
  },
] as const
