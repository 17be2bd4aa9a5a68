import { named } from './named.ts'

/** Groups, their members and what they are assigned to. */
export const groupEvents = [
  ...named(
    ['user', 'group'],
    [
      {
        id: 'user_added_to_group',
        title: 'User added to group',
        type: 'group.user_membership.add',
        description: 'A user became a member of a group.',
        card: 'okta.userAddedToGroupMembership',
      },
      {
        id: 'user_removed_from_group',
        title: 'User removed from group',
        type: 'group.user_membership.remove',
        description: 'A membership in a group ended.',
        card: 'okta.userRemovedFromGroupMembership',
      },
    ],
  ),
  ...named(
    ['group'],
    [
      {
        id: 'group_created',
        title: 'Group created',
        type: 'group.lifecycle.create',
        description: 'A group was created.',
      },
      {
        id: 'group_deleted',
        title: 'Group deleted',
        type: 'group.lifecycle.delete',
        description: 'A group was deleted.',
        card: 'okta.groupDeleted',
      },
      {
        id: 'group_role_granted',
        title: 'Administrator role granted to group',
        type: 'group.privilege.grant',
        description: 'The members of a group got an administrator role.',
      },
      {
        id: 'group_role_revoked',
        title: 'Administrator role revoked from group',
        type: 'group.privilege.revoke',
        description: 'A group lost an administrator role.',
      },
    ],
  ),
  ...named(
    ['group', 'changedAttributes'],
    [
      {
        id: 'group_profile_updated',
        title: 'Group profile updated',
        type: 'group.profile.update',
        description: 'Attributes of a group changed.',
        card: 'okta.groupProfileUpdated',
      },
    ],
  ),
  ...named(
    ['group', 'application'],
    [
      {
        id: 'group_imported',
        title: 'Group imported',
        type: 'system.import.group.create',
        description: 'An import brought a new group.',
      },
      {
        id: 'imported_group_deleted',
        title: 'Imported group deleted',
        type: 'system.import.group.delete',
        description: 'An import deleted a group.',
      },
      {
        id: 'group_push_failed',
        title: 'Group push failed',
        type: 'application.provision.group_push.mapping.update.or.delete.failed.with.error',
        description: 'A group could not be pushed to an application.',
      },
      {
        id: 'group_assigned_to_application',
        title: 'Group assigned to application',
        type: 'group.application_assignment.add',
        description: 'The members of a group were assigned to an application.',
      },
      {
        id: 'group_unassigned_from_application',
        title: 'Group unassigned from application',
        type: 'group.application_assignment.remove',
        description: 'A group is no longer assigned to an application.',
      },
      {
        id: 'group_assignment_updated',
        title: 'Group assignment updated',
        type: 'group.application_assignment.update',
        description: 'The assignment of a group to an application changed.',
      },
    ],
  ),
]
