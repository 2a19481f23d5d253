import type { Texts } from '../../base/translate.ts';

/** What this connector says, in Italian. */
export const it: Texts = {
  Function: 'Funzione',
  'Memory (MiB)': 'Memoria (MiB)',
  'What one function may use at most, its interpreter included.':
    'Quanta ne può usare al massimo una funzione, compreso il suo interprete.',
  'Call function': 'Esegui funzione',
  'Runs JavaScript of the flow on its input, apart from everything else, and gives what it returns.':
    'Esegue codice JavaScript del flusso sul suo input, separato da tutto il resto, e ne dà il risultato.',
  Code: 'Codice',
  'JavaScript: the body of an async function that gets "input" and ends with "return". Give it values by Input, never by {{ }} inside the code: what a customer wrote would become code.':
    'JavaScript: il corpo di una funzione async che riceve «input» e termina con «return». I valori si danno con Input, mai con {{ }} nel codice: ciò che ha scritto un cliente diventerebbe codice.',
  Input: 'Input',
  'What the code sees as "input".': 'Ciò che il codice vede come «input».',
  'Time limit (ms)': 'Tempo massimo (ms)',
  'A function that takes longer is stopped, and the step fails.':
    'Una funzione che dura di più viene fermata, e il passo fallisce.',
  Result: 'Risultato',
  'What the code returned, as JSON; null when it was nothing.':
    'Ciò che il codice ha restituito, come JSON; null se nulla.',
  Log: 'Log',
  'What the code wrote to the console.': 'Ciò che il codice ha scritto nella console.',
  'A small function': 'Una piccola funzione',
  'It runs and gives the right result.': 'Funziona e dà il risultato giusto.',
  '1 + 1 gave {result}.': '1 + 1 ha dato {result}.',
  'Try again in a moment; if it stays, look into the log of the server.':
    'Riprovare fra un momento; se resta così, guardare il log del server.',
  '{count} functions wait for a thread already.': 'Già {count} funzioni attendono un thread.',
  'The function did not finish: its threads were ended.': 'La funzione non è finita: i suoi thread sono stati chiusi.',
  'No thread for a function began within {most} ms.': 'Nessun thread per una funzione è partito entro {most} ms.',
  'The result of the function cannot be written as JSON: {why}. Return texts, numbers, lists and plain objects.':
    'Il risultato della funzione non si può scrivere come JSON: {why}. Restituire testi, numeri, elenchi e oggetti semplici.',
  'The function took longer than {most} ms and was stopped. Let it do less, or raise its time limit.':
    'La funzione ha superato {most} ms ed è stata fermata. Farle fare meno, o alzarne il tempo massimo.',
  'The function needed more than {most} MiB and was stopped. Let it keep less, or raise the limit of the connection.':
    'La funzione ha superato {most} MiB ed è stata fermata. Farle tenere meno, o alzare il limite della connessione.',
  'The function called itself, or nested its values, too deeply and was stopped. Look for a recursion without an end.':
    'La funzione ha richiamato sé stessa, o annidato i valori, troppo in profondità ed è stata fermata. Cercare una ricorsione senza fine.',
  'The result of the function is longer than {most} KiB. Return only what the flow needs.':
    'Il risultato della funzione supera {most} KiB. Restituire solo ciò che serve al flusso.',
  'The function waits for a promise that nothing settles. A function has no timers and no network; remove that await.':
    'La funzione attende una promise che nulla risolve. Una funzione non ha timer né rete: togliere quell’await.',
};
