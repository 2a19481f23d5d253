import { Button, Menu, Modal, Select, TextInput, ActionIcon } from '@mantine/core';
import { IconDots, IconUserPlus } from '@tabler/icons-react';
import { useState, type ReactNode, type SubmitEvent } from 'react';
import type { Role } from '../../src/server/auth/caller.ts';
import type { Reply } from '../api/client.ts';
import { useApi, useApiMutation } from '../api/query.ts';
import { ROLES } from '../app/sign-in/roles.ts';
import { useMe } from '../app/sign-in/use-session.ts';
import { useText } from '../i18n/use-text.ts';
import { Confirm } from '../ui/confirm.tsx';
import { CopyField } from '../ui/copy-button.tsx';
import { ErrorView } from '../ui/error-view.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { useFormat } from '../ui/use-format.ts';
import { useNotify } from '../ui/use-notify.tsx';
import { When } from '../ui/when.tsx';
import { Section } from './section.tsx';
import styles from './section.module.css';

type Person = Reply<'GET /people'>['people'][number];
type Invitation = Reply<'GET /people'>['invitations'][number];
type Link = Reply<'POST /people/invitations'>;

/** Who can sign in and with which role, who was invited. */
export function PeoplePage(): ReactNode {
  const t = useText('settings');
  const { data, error, refetch } = useApi('GET /people');
  const [inviting, setInviting] = useState(false);
  const [link, setLink] = useState<Link>();
  return (
    <>
      <PageHeader
        title={t('people')}
        actions={
          <Button leftSection={<IconUserPlus size={16} aria-hidden />} onClick={() => setInviting(true)}>
            {t('people.invite')}
          </Button>
        }
      />
      {error && <ErrorView error={error} retry={() => void refetch()} />}
      {data && (
        <>
          <Section title={t('people.members')}>
            <ul className={styles.list}>
              {data.people.map((person) => (
                <PersonRow key={person.id} person={person} showLink={setLink} />
              ))}
            </ul>
          </Section>
          {data.invitations.length > 0 && (
            <Section title={t('people.invited')} note={t('people.invited.why')}>
              <ul className={styles.list}>
                {data.invitations.map((invitation) => (
                  <InvitationRow key={invitation.id} invitation={invitation} />
                ))}
              </ul>
            </Section>
          )}
          <Section title={t('people.roles')}>
            <dl className={styles.facts}>
              {ROLES.map((role) => (
                <div key={role} style={{ display: 'contents' }}>
                  <dt>{t(`role.${role}`)}</dt>
                  <dd>{t(`role.${role}.may`)}</dd>
                </div>
              ))}
            </dl>
          </Section>
        </>
      )}
      <Invite
        opened={inviting}
        close={() => setInviting(false)}
        done={(made) => {
          setInviting(false);
          setLink(made);
        }}
      />
      <LinkDialog link={link} close={() => setLink(undefined)} />
    </>
  );
}

type PersonProps = { person: Person; showLink(link: Link): void };

function PersonRow({ person, showLink }: PersonProps): ReactNode {
  const t = useText('settings');
  const me = useMe();
  const notify = useNotify();
  const change = useApiMutation('PATCH /people/:id');
  const { id, name, email, role, lastSeenAt } = person;
  const params = { id };
  const become = (wanted: Role): void => {
    const undo = async (): Promise<void> => void (await change.mutateAsync({ params, body: { role } }));
    change.mutate(
      { params, body: { role: wanted } },
      {
        onSuccess: () => notify.done(t('people.roleChanged', { name, role: t(`role.${wanted}`) }), { undo }),
        onError: notify.failed,
      },
    );
  };
  return (
    <li className={styles.row}>
      <div className={styles.who}>
        <strong>{id === me?.id ? t('people.you', { name }) : name}</strong>
        <div className={styles.quiet}>
          {email} · {lastSeenAt === undefined ? t('people.neverSeen') : <When at={lastSeenAt} />}
        </div>
      </div>
      <Select
        w={150}
        aria-label={t('people.roleOf', { name })}
        allowDeselect={false}
        value={role}
        data={ROLES.map((each) => ({ value: each, label: t(`role.${each}`) }))}
        onChange={(value) => value !== null && value !== role && become(value)}
      />
      <PersonActions person={person} showLink={showLink} />
    </li>
  );
}

/** What can be done for a person, and to one. */
function PersonActions({ person: { id, name }, showLink }: PersonProps): ReactNode {
  const t = useText('settings');
  const notify = useNotify();
  const [removing, setRemoving] = useState(false);
  const remove = useApiMutation('DELETE /people/:id');
  const reset = useApiMutation('POST /people/:id/reset');
  const signOut = useApiMutation('POST /people/:id/sign-out');
  const params = { id };
  return (
    <>
      <Menu>
        <Menu.Target>
          <ActionIcon aria-label={t('people.more', { name })}>
            <IconDots size={18} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => reset.mutate({ params }, { onSuccess: showLink, onError: notify.failed })}>
            {t('people.reset')}
          </Menu.Item>
          <Menu.Item
            onClick={() =>
              signOut.mutate(
                { params },
                { onSuccess: () => notify.done(t('people.signedOut', { name })), onError: notify.failed },
              )
            }
          >
            {t('people.signOut')}
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item color="red" onClick={() => setRemoving(true)}>
            {t('people.remove')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Confirm
        opened={removing}
        title={t('people.remove.title', { name })}
        verb={t('people.remove.verb', { name })}
        busy={remove.isPending}
        close={() => setRemoving(false)}
        confirm={() =>
          remove.mutate(
            { params },
            {
              onSuccess: () => notify.done(t('people.removed', { name })),
              onError: notify.failed,
              onSettled: () => setRemoving(false),
            },
          )
        }
      >
        {t('people.remove.what')}
      </Confirm>
    </>
  );
}

function InvitationRow({ invitation }: { invitation: Invitation }): ReactNode {
  const t = useText('settings');
  const notify = useNotify();
  const format = useFormat();
  const withdraw = useApiMutation('DELETE /people/invitations/:id');
  const { id, email, role, by, until } = invitation;
  return (
    <li className={styles.row}>
      <div className={styles.who}>
        <strong>{email}</strong>
        <div className={styles.quiet}>
          {t('people.invitedBy', { role: t(`role.${role}`), by, until: format.dateTime(until) })}
        </div>
      </div>
      <Button
        variant="default"
        size="xs"
        loading={withdraw.isPending}
        onClick={() =>
          withdraw.mutate(
            { params: { id } },
            { onSuccess: () => notify.done(t('people.withdrawn', { email })), onError: notify.failed },
          )
        }
      >
        {t('people.withdraw')}
      </Button>
    </li>
  );
}

function Invite({ opened, close, done }: { opened: boolean; close(): void; done(link: Link): void }): ReactNode {
  const t = useText('settings');
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<Role>('editor');
  const invite = useApiMutation('POST /people/invitations');
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    invite.mutate(
      { body: { email: email.trim(), role } },
      {
        onSuccess: (link) => {
          setEmail('');
          done(link);
        },
      },
    );
  };
  return (
    <Modal opened={opened} onClose={close} title={t('people.invite')} closeButtonProps={{ 'aria-label': t('close') }}>
      <form className={styles.dialog} onSubmit={submit}>
        <TextInput
          label={t('people.email')}
          type="email"
          required
          data-autofocus
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <Select
          label={t('people.role')}
          description={t(`role.${role}.may`)}
          allowDeselect={false}
          value={role}
          data={ROLES.map((each) => ({ value: each, label: t(`role.${each}`) }))}
          onChange={(value) => value !== null && setRole(value)}
        />
        {invite.error && <ErrorView error={invite.error} />}
        <Button type="submit" loading={invite.isPending}>
          {t('people.makeLink')}
        </Button>
      </form>
    </Modal>
  );
}

function LinkDialog({ link, close }: { link: Link | undefined; close(): void }): ReactNode {
  const t = useText('settings');
  const format = useFormat();
  return (
    <Modal
      opened={link !== undefined}
      onClose={close}
      title={t('link.title')}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      {link && (
        <div className={styles.dialog}>
          <p>{t('link.why', { until: format.dateTime(link.until) })}</p>
          <CopyField label={t('link.label')} value={link.url} />
          <Button variant="default" onClick={close}>
            {t('link.done')}
          </Button>
        </div>
      )}
    </Modal>
  );
}
