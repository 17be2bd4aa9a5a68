import { anyObject, defineAction, field, isJsonObject, path, z } from '@keyway/sdk'
import type { JsonObject } from '@keyway/sdk'
import { optional, requiredText, textOf, withDefault } from '../../input.ts'
import { asObject } from '../client.ts'

export const createGuestUser = defineAction({
  id: 'microsoft365.create_guest_user',
  title: 'Create guest user',
  description:
    'Invites a person from outside. Inviting an address again gives the same user a new invitation.',
  effect: 'write',
  scopes: ['User.Invite.All'],
  standsFor: ['okta-workflows:office365admin.createGuestUser'],
  input: z.object({
    email: field(requiredText(), { title: 'E-mail' }),
    redirectUrl: field(requiredText(), {
      title: 'Redirect URL',
      description: 'Where the person arrives after accepting.',
    }),
    displayName: field(optional(z.string()), { title: 'Display name' }),
    userType: field(optional(z.string()), { title: 'User type', description: 'Guest or Member.' }),
    sendMessage: field(withDefault(z.boolean(), false), { title: 'Send message' }),
    message: field(optional(z.string()), { title: 'Message', multiline: true }),
    language: field(optional(z.string()), { title: 'Language', placeholder: 'en-US' }),
    ccAddress: field(optional(z.string()), { title: 'CC address' }),
    ccName: field(optional(z.string()), { title: 'CC name' }),
  }),
  output: z.object({
    id: z.string(),
    userId: field(z.string(), { title: 'User', description: 'Object id of the new user.' }),
    invitation: anyObject,
    messageInfo: anyObject,
  }),
  async run(input, { http }) {
    const invitation = asObject(
      await http.post(path`/invitations`, {
        invitedUserEmailAddress: input.email,
        inviteRedirectUrl: input.redirectUrl,
        sendInvitationMessage: input.sendMessage,
        ...(input.displayName === undefined ? {} : { invitedUserDisplayName: input.displayName }),
        ...(input.userType === undefined ? {} : { invitedUserType: input.userType }),
        ...messageInfo(input),
      }),
    )
    const { invitedUser, invitedUserMessageInfo: info } = invitation
    return {
      id: textOf(invitation['id']),
      userId: isJsonObject(invitedUser) ? textOf(invitedUser['id']) : '',
      invitation,
      messageInfo: isJsonObject(info) ? info : {},
    }
  },
})

interface MessageInput {
  message?: string | undefined
  language?: string | undefined
  ccAddress?: string | undefined
  ccName?: string | undefined
}

function messageInfo({ message, language, ccAddress, ccName }: MessageInput): JsonObject {
  const name = ccName === undefined ? {} : { name: ccName }
  const info = {
    ...(message === undefined ? {} : { customizedMessageBody: message }),
    ...(language === undefined ? {} : { messageLanguage: language }),
    ...(ccAddress === undefined ? {} : { ccRecipients: [{ emailAddress: { address: ccAddress, ...name } }] }),
  }
  return Object.keys(info).length === 0 ? {} : { invitedUserMessageInfo: info }
}
