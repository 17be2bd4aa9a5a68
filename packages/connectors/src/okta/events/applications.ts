import { named } from './named.ts'

/** Applications and who is assigned to them. */
export const applicationEvents = [
  ...named(
    ['user', 'applicationUser', 'application'],
    [
      {
        id: 'user_assigned_to_application',
        title: 'User assigned to application',
        type: 'application.user_membership.add',
        description: 'A user was assigned to an application.',
        card: 'okta.userAddedToApplicationMembership',
      },
      {
        id: 'user_unassigned_from_application',
        title: 'User unassigned from application',
        type: 'application.user_membership.remove',
        description: 'A user is no longer assigned to an application.',
      },
      {
        id: 'user_assignment_updated',
        title: 'User assignment updated',
        type: 'application.user_membership.update',
        description: 'The assignment of a user to an application changed.',
      },
      {
        id: 'application_sign_on_denied',
        title: 'Application sign-on denied',
        type: 'application.policy.sign_on.deny_access',
        description: 'A policy kept a user out of an application.',
      },
    ],
  ),
  ...named(
    ['application'],
    [
      {
        id: 'application_created',
        title: 'Application created',
        type: 'application.lifecycle.create',
        description: 'An application was added.',
      },
      {
        id: 'application_activated',
        title: 'Application activated',
        type: 'application.lifecycle.activate',
        description: 'An application was activated.',
      },
      {
        id: 'application_deactivated',
        title: 'Application deactivated',
        type: 'application.lifecycle.deactivate',
        description: 'An application was deactivated.',
      },
      {
        id: 'application_updated',
        title: 'Application updated',
        type: 'application.lifecycle.update',
        description: 'Settings of an application changed.',
      },
      {
        id: 'application_deleted',
        title: 'Application deleted',
        type: 'application.lifecycle.delete',
        description: 'An application was deleted.',
      },
    ],
  ),
]
