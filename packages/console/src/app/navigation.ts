import {
  IconAlertTriangle,
  IconArrowBarToDown,
  IconBell,
  IconBolt,
  IconChecklist,
  IconHistory,
  IconPlugConnected,
  IconRadar2,
  IconRoute,
  IconSettings,
  IconShieldSearch,
  IconSitemap,
  IconTable,
  IconTemplate,
  IconUserQuestion,
  IconUsers,
  IconWebhook,
  type Icon,
} from '@tabler/icons-react'
import { shellTexts } from '../texts/shell.ts'
import { allPages } from './pages/all-pages.ts'

export interface NavigationItem {
  to: string
  label: string
  icon: Icon
}

export interface NavigationGroup {
  title: string
  items: readonly NavigationItem[]
}

const groups: readonly NavigationGroup[] = [
  {
    title: shellTexts.automation,
    items: [
      { to: '/executions', label: shellTexts.executions, icon: IconHistory },
      { to: '/events', label: shellTexts.events, icon: IconBolt },
      { to: '/flows', label: shellTexts.flows, icon: IconRoute },
      { to: '/tables', label: shellTexts.tables, icon: IconTable },
      { to: '/questions', label: shellTexts.questions, icon: IconUserQuestion },
      { to: '/templates', label: shellTexts.templates, icon: IconTemplate },
    ],
  },
  {
    title: shellTexts.identity,
    items: [
      { to: '/people', label: shellTexts.people, icon: IconUsers },
      { to: '/access', label: shellTexts.access, icon: IconSitemap },
      { to: '/checks', label: shellTexts.checks, icon: IconChecklist },
      { to: '/findings', label: shellTexts.findings, icon: IconShieldSearch },
      { to: '/detections', label: shellTexts.detections, icon: IconRadar2 },
      { to: '/alerts', label: shellTexts.alerts, icon: IconAlertTriangle },
    ],
  },
  {
    title: shellTexts.manage,
    items: [
      { to: '/okta', label: shellTexts.okta, icon: IconWebhook },
      { to: '/connections', label: shellTexts.connections, icon: IconPlugConnected },
      { to: '/sources', label: shellTexts.sources, icon: IconArrowBarToDown },
      { to: '/notifications', label: shellTexts.notifications, icon: IconBell },
      { to: '/settings', label: shellTexts.settings, icon: IconSettings },
    ],
  },
]

const paths = new Set(allPages.map(({ path }) => path))

/** The menu: of the places that are planned, those that have a page. */
export const navigation: readonly NavigationGroup[] = groups
  .map(({ title, items }) => ({ title, items: items.filter(({ to }) => paths.has(to)) }))
  .filter(({ items }) => items.length > 0)
