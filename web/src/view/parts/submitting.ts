/**
 * What a form in a dialog does when it is submitted: its button `cancel` closes the dialog; any other calls `send`, which closes it by
 * itself once what was sent has arrived.
 */
export function submitting(
  send: (dialog: HTMLDialogElement | null) => Promise<void>,
): (event: SubmitEvent & { currentTarget: HTMLFormElement }) => void {
  return (event) => {
    if (event.submitter instanceof HTMLButtonElement && event.submitter.value === 'cancel') return;
    event.preventDefault();
    void send(event.currentTarget.closest('dialog'));
  };
}
