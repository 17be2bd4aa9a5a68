import {
  IconApi,
  IconArrowBackUp,
  IconArrowsSplit,
  IconArrowsSplit2,
  IconBolt,
  IconBraces,
  IconBrandGmail,
  IconBrandSlack,
  IconCalendar,
  IconClock,
  IconForms,
  IconFunction,
  IconHash,
  IconHelpHexagon,
  IconLetterT,
  IconLifebuoy,
  IconList,
  IconMail,
  IconMessageReply,
  IconNote,
  IconPlayerPlay,
  IconPlugConnected,
  IconRepeat,
  IconSettingsAutomation,
  IconShieldLock,
  IconTable,
  IconToggleLeft,
  IconTransferIn,
  IconUrgent,
  IconUserCheck,
  IconWorld,
  type Icon,
} from '@tabler/icons-react'
import classes from './card.module.css'
import type { Tone } from './model.ts'

/** Marks by catalog group (`okta.read_user` -> `okta`) and by control step. */
const icons: Readonly<Record<string, Icon>> = {
  okta: IconShieldLock,
  slack: IconBrandSlack,
  gmail: IconBrandGmail,
  email: IconMail,
  http: IconWorld,
  tables: IconTable,
  text: IconLetterT,
  list: IconList,
  object: IconBraces,
  json: IconBraces,
  number: IconHash,
  date: IconCalendar,
  boolean: IconToggleLeft,
  url: IconWorld,
  if: IconArrowsSplit2,
  try: IconLifebuoy,
  forEach: IconRepeat,
  stream: IconRepeat,
  repeat: IconRepeat,
  call: IconTransferIn,
  return: IconArrowBackUp,
  continueIf: IconSettingsAutomation,
  fail: IconUrgent,
  respond: IconMessageReply,
  wait: IconClock,
  waitUntil: IconClock,
  note: IconNote,
  approval: IconUserCheck,
  answer: IconForms,
  switch: IconArrowsSplit,
  endpoint: IconApi,
  helper: IconTransferIn,
  schedule: IconClock,
  manual: IconPlayerPlay,
  delegated: IconForms,
}

const byTone: Record<Tone, Icon> = {
  trigger: IconBolt,
  function: IconFunction,
  action: IconPlugConnected,
  control: IconArrowsSplit2,
  call: IconTransferIn,
  unsupported: IconHelpHexagon,
}

/** The square mark at the head of a card. */
export function CardMark({ use, tone }: { use: string; tone: Tone }) {
  const Mark = icons[use.split('.')[0] ?? use] ?? byTone[tone]
  return (
    <span className={classes['mark']} data-tone={tone} aria-hidden>
      <Mark size={17} stroke={1.8} />
    </span>
  )
}
