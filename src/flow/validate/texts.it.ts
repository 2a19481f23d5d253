import type { Texts } from '../../base/translate.ts';
import { graphTexts } from './graph-texts.it.ts';

/** What checks of flows say, in Italian: about what is named, filled in, read and sent. */
export const it: Texts = {
  ...graphTexts,
  ' Did you mean "{name}"?': ' Forse «{name}»?',
  'Choose one of {names}.': 'Scegliere fra {names}.',
  'Remove it.': 'Toglierlo.',
  'Fill it in.': 'Compilarlo.',
  'Correct the value.': 'Correggere il valore.',
  'Correct the word.': 'Correggere la parola.',
  'Remove it, or correct its spelling.': 'Toglierlo, o correggerne la grafia.',

  // What is named.
  'There is no calendar "{name}".{~hint}': 'Il calendario «{name}» non esiste.{hint}',
  'There is no flow "{name}".{~hint}': 'Il flusso «{name}» non esiste.{hint}',
  'There is no secret "{name}".{~hint}': 'Il segreto «{name}» non esiste.{hint}',
  'There is no setting "{name}".{~hint}': 'L’impostazione «{name}» non esiste.{hint}',
  'There is no {what} "{name}".{~hint}': '«{name}» non esiste ({what}).{hint}',
  'Add the calendar.': 'Aggiungere il calendario.',
  'Add the flow.': 'Aggiungere il flusso.',
  'Add the secret.': 'Aggiungere il segreto.',
  'Add the setting.': 'Aggiungere l’impostazione.',
  'Add the {what}.': 'Aggiungerlo ({what}).',
  'Choose one of {names}, or add the calendar.': 'Scegliere fra {names}, o aggiungere il calendario.',
  'Choose one of {names}, or add the flow.': 'Scegliere fra {names}, o aggiungere il flusso.',
  'Choose one of {names}, or add the secret.': 'Scegliere fra {names}, o aggiungere il segreto.',
  'Choose one of {names}, or add the setting.': 'Scegliere fra {names}, o aggiungere l’impostazione.',
  'Choose one of {names}, or add the connection.': 'Scegliere fra {names}, o aggiungere la connessione.',
  'Choose one of {names}, or add the {what}.': 'Scegliere fra {names}, o aggiungerlo ({what}).',
  'The flow "{id}" cannot be called: it has no trigger of the type "flow".':
    'Il flusso «{id}» non può essere chiamato: non ha un’attivazione di tipo «flow».',
  'Add that trigger to it, or choose another flow.': 'Aggiungergli quell’attivazione, o scegliere un altro flusso.',
  'The connection "{connection}" {~why}.{~hint}': 'La connessione «{connection}» {why}.{hint}',
  'is a channel and performs no operations': 'è un canale e non esegue operazioni',
  'does not exist': 'non esiste',
  'Add the connection.': 'Aggiungere la connessione.',
  'The connection "{connection}" cannot do "{operation}".{~hint}':
    'La connessione «{connection}» non sa eseguire «{operation}».{hint}',
  'Choose another connection.': 'Scegliere un’altra connessione.',
  '"{operation}" never ends as "{exit}".{~hint}': '«{operation}» non termina mai con «{exit}».{hint}',
  'Remove the exit.': 'Togliere l’uscita.',
  'Choose from {names}.': 'Scegliere fra {names}.',
  'The connection "{name}" is no channel, so no message arrives on it.':
    'La connessione «{name}» non è un canale, quindi non vi arrivano messaggi.',
  'There is no connection "{name}".{~hint}': 'La connessione «{name}» non esiste.{hint}',
  'Add a connection of a channel.': 'Aggiungere la connessione di un canale.',

  // What an operation is given.
  'This lacks: {name}.': 'Manca: {name}.',
  'Nothing here is called "{name}".{~hint}': 'Qui nulla si chiama «{name}».{hint}',
  'Nothing here is called: {names}.': 'Qui nulla si chiama: {names}.',
  'Nothing here is called so.': 'Qui nulla si chiama così.',
  'This is {~is}, but the operation needs {~type}.': 'Questo è {is}, ma l’operazione vuole {type}.',
  'Write the value, or exactly one expression such as {{ vars.count }}.':
    'Scrivere il valore, o una sola espressione come {{ vars.count }}.',
  'This fits none of the allowed forms.': 'Non corrisponde a nessuna delle forme ammesse.',
  'This is not written as it must be.': 'Non è scritto nella forma richiesta.',
  'This is not the expected word.': 'Non è la parola attesa.',
  'This must not be empty.': 'Non può essere vuoto.',
  'This needs at least {least}.': 'Ne servono almeno {least}.',
  'This must have at most {most} {what}.': 'Sono ammessi al massimo {most} elementi o caratteri.',
  'This must be at least {least}.': 'Il minimo è {least}.',
  'This must be at most {most}.': 'Il massimo è {most}.',
  'This must be {~what} or {~other}.': 'Deve essere {what} o {other}.',
  'This must be {~what}.': 'Deve essere {what}.',
  'a text': 'un testo',
  'a number': 'un numero',
  'a whole number': 'un numero intero',
  'true or false': 'vero o falso',
  'a list': 'un elenco',
  'an object': 'un oggetto',
  string: 'un testo',
  number: 'un numero',
  integer: 'un numero intero',
  boolean: 'vero o falso',
  array: 'un elenco',
  object: 'un oggetto',
  '{output} is an object; people would read it as JSON.':
    '{output} è un oggetto: le persone lo leggerebbero come JSON.',
  'Read one of its members.': 'Leggerne uno dei campi.',
  '{value} is {~is}. "{operator}" compares {~wanted}.': '{value} è {is}. «{operator}» confronta {wanted}.',
  '{value} is {~is}. The step goes through {~wanted}.': '{value} è {is}. Il passo scorre {wanted}.',
  '{value} is {~is}. The operation needs {~wanted}.': '{value} è {is}. L’operazione vuole {wanted}.',
  'a number or a text or true or false': 'un numero, un testo o vero o falso',
  'a text or a number or a list': 'un testo, un numero o un elenco',
  'a text or a number': 'un testo o un numero',
  'a number or a text': 'un numero o un testo',
  'Read another value, or turn it into one by a filter.': 'Leggere un altro valore, o convertirlo con un filtro.',

  // Templates and variables.
  'This template cannot be used: {~fault}.{~hint}': 'Questo modello non si può usare: {fault}.{hint}',
  'Correct the template.': 'Correggere il modello.',
  'Use a filter from the reference.': 'Usare un filtro della guida di riferimento.',
  'Nothing is called "{root}"; templates read {names}.{~hint}':
    'Nulla si chiama «{root}»; i modelli leggono {names}.{hint}',
  'Write vars.{root}.': 'Scrivere vars.{root}.',
  'Correct the name.': 'Correggere il nome.',
  'No step writes the variable "{name}", so it is always empty.{~hint}':
    'Nessun passo scrive la variabile «{name}»: è sempre vuota.{hint}',
  'Correct the name, or add a step that writes it.': 'Correggere il nome, o aggiungere un passo che la scriva.',
  '"{path}" has no "{name}", so this is always empty.{~hint}': '«{path}» non ha «{name}»: è sempre vuoto.{hint}',
  'Read the value itself.': 'Leggere il valore stesso.',
  'When {step} is reached, no step can have written "{name}" yet, so it is always empty here.':
    'Quando si arriva a {step} nessun passo può aver già scritto «{name}»: qui è sempre vuota.',
  'Write it in a step before this one, or read it in one after that.':
    'Scriverla in un passo precedente, o leggerla in uno successivo.',
  '"{name}" cannot be the name of a variable.': '«{name}» non può essere il nome di una variabile.',
  'Use letters, digits and _, beginning with a letter, at most 64.':
    'Usare lettere, cifre e _, con una lettera all’inizio, al massimo 64.',
  'Correct the pattern; look-ahead, look-behind and back-references do not exist in RE2.':
    'Correggere l’espressione; look-ahead, look-behind e rimandi a gruppi non esistono in RE2.',
  '"{text}" is no duration.': '«{text}» non è una durata.',
  'Write it like PT30S (seconds), PT15M (minutes), PT24H (hours), P3D (days) or P2W (weeks), at most ten years.':
    'Scriverla come PT30S (secondi), PT15M (minuti), PT24H (ore), P3D (giorni) o P2W (settimane), al massimo dieci anni.',

  // Conditions.
  'A condition is missing here.': 'Qui manca una condizione.',
  'Write a comparison.': 'Scrivere un confronto.',
  'Conditions are nested deeper than {most} levels.': 'Le condizioni sono annidate oltre {most} livelli.',
  'Split it into several branches.': 'Dividerla in più bivi.',
  'Next to "{group}" there must be nothing else; here is {names}.':
    'Accanto a «{group}» non ci deve essere altro; qui c’è {names}.',
  'Put the rest inside, or into a condition of its own.': 'Mettere il resto all’interno, o in una condizione a sé.',
  '"{group}" holds a list of conditions.': '«{group}» contiene un elenco di condizioni.',
  'Write a list.': 'Scrivere un elenco.',
  'A comparison has "left", "operator" and "right"; here is also {names}.':
    'Un confronto ha «left», «operator» e «right»; qui c’è anche {names}.',
  'Remove the rest.': 'Togliere il resto.',
  'The left side of the comparison is missing.': 'Manca il lato sinistro del confronto.',
  'The right side of the comparison is missing.': 'Manca il lato destro del confronto.',
  'The comparison is missing.': 'Manca il tipo di confronto.',
  'Choose one.': 'Sceglierne uno.',
  'There is no comparison "{operator}".{~hint}': 'Il confronto «{operator}» non esiste.{hint}',
  'Choose one of the comparisons.': 'Scegliere uno dei confronti.',
  'A pattern is a text.': 'Un’espressione è un testo.',
  'Write a pattern.': 'Scrivere un’espressione.',
  'The options are neither a list nor a text with commas.': 'Le opzioni non sono né un elenco né un testo con virgole.',
  'Write them like: yes, no, maybe': 'Scriverle così: sì, no, forse',
  '{side} is neither a number nor a date, so "{operator}" never holds.':
    '{side} non è né un numero né una data, quindi «{operator}» non vale mai.',
  'Write a number, or a date like 2026-12-31.': 'Scrivere un numero, o una data come 2026-12-31.',

  // Secrets.
  'This text would tell a secret to the customer who reads it.':
    'Questo testo rivelerebbe un segreto al cliente che lo legge.',
  'Remove the secret from the text.': 'Togliere il segreto dal testo.',
  'This looks like {~what}; everybody who sees the flow, its file or its history can read it.':
    'Sembra {what}: lo legge chiunque veda il flusso, il suo file o la sua cronologia.',
  'Keep it as a secret and name it: {{ secrets.<name> }}.':
    'Conservarlo come segreto e nominarlo: {{ secrets.<name> }}.',
  'a private key': 'una chiave privata',
  'a signed token': 'un token firmato',
  'a key of a payment service': 'una chiave di un servizio di pagamento',
  'a key of a code host': 'una chiave di un servizio per il codice',
  'a token of a chat service': 'un token di un servizio di chat',
  'a key of a cloud': 'una chiave di un cloud',
  'an access token': 'un token di accesso',
  'a key of a mail service': 'una chiave di un servizio di posta',
  'the value of "{name}"': 'il valore di «{name}»',
  'what a caller proves itself with': 'la prova con cui si presenta chi chiama',
  'a password or a key': 'una password o una chiave',
  'a long random word': 'una lunga parola casuale',

  // Messages on channels.
  'On "{channel}" this goes out as {parts} messages.': 'Su «{channel}» parte in {parts} messaggi.',
  'Shorten the text, or accept several messages.': 'Accorciare il testo, o accettare più messaggi.',
  'On "{channel}": {~loss}': 'Su «{channel}»: {loss}',
  'Write it so that the channel can carry it, or accept what becomes of it.':
    'Scriverlo in modo che il canale possa trasmetterlo, o accettare come diventa.',
  'On "{channel}" {step} may be refused: when it is reached, {~why}.':
    'Su «{channel}» {step} può essere rifiutato: quando ci si arriva, {why}.',
  'the person may not have written yet': 'la persona potrebbe non aver ancora scritto',
  "the person's last message may be older than {hours} hours":
    'l’ultimo messaggio della persona può risalire a più di {hours} ore prima',
  'Send an approved message here, or lead the way that waits so long elsewhere.':
    'Inviare qui un messaggio approvato, o portare altrove la via che attende così a lungo.',
  '"{tag}" is no language.': '«{tag}» non è una lingua.',
  'Write two small letters, with a country if needed: "it", "en", "pt-BR".':
    'Scrivere due lettere minuscole, con il Paese se serve: «it», «en», «pt-BR».',
  'This text lacks {names}; people who speak it get another language.':
    'A questo testo manca {names}: chi parla quella lingua ne riceve un’altra.',
  'Write the text in that language, too.': 'Scrivere il testo anche in quella lingua.',
  'On "{name}" this rung is passed over: {~why}, and a rung is one message.':
    'Su «{name}» questo ripiego viene saltato: {why}, e un ripiego è un solo messaggio.',
  'it cannot carry this': 'il canale non può trasmetterlo',
  'this would be {parts} messages': 'sarebbero {parts} messaggi',
  'Write it so that it is one message there.': 'Scriverlo in modo che lì sia un solo messaggio.',
  'On "{name}" nobody tells what has arrived: there is nothing to wait for.':
    'Su «{name}» nessuno dice che cosa è arrivato: non c’è nulla da attendere.',
  'Wait for "sent" only.': 'Attendere solo «inviato».',
  'Remove "deliveredWithin" here: only a refusal leads on.':
    'Togliere qui «Consegnato entro»: solo un rifiuto porta avanti.',
  '"{name}" has no approved message "{called}" in {language}.{~there}{~similar}':
    '«{name}» non ha un messaggio approvato «{called}» in {language}.{there}{similar}',
  '"{name}" has no approved message "{called}" in {language}. It is there in {others}.':
    '«{name}» non ha un messaggio approvato «{called}» in {language}: c’è in {others}.',
  'Have it approved by the provider, or name another one.': 'Farlo approvare dal fornitore, o nominarne un altro.',
  'The approved message {shown} waits for the provider’s approval: it cannot be sent.':
    'Il messaggio {shown} attende l’approvazione del fornitore: non può essere inviato.',
  'The approved message {shown} was rejected by the provider: it cannot be sent.':
    'Il messaggio {shown} è stato respinto dal fornitore: non può essere inviato.',
  'The approved message {shown} is paused by the provider because people block or report it: it cannot be sent.':
    'Il messaggio {shown} è sospeso dal fornitore perché le persone lo bloccano o lo segnalano: non può essere inviato.',
  'The approved message {shown} is disabled by the provider: it cannot be sent.':
    'Il messaggio {shown} è disattivato dal fornitore: non può essere inviato.',
  'Send another one, or mend this one at the provider.': 'Inviarne un altro, o sistemare questo presso il fornitore.',
  'The approved message {shown} takes {~wants}.': 'Il messaggio approvato {shown} vuole {wants}.',
  '{wanted} values and gets {given}, and {~more}': '{wanted} valori e ne riceve {given}, e {more}',
  'its values by name ({names}), and {~more}': 'i valori per nome ({names}), e {more}',
  'a head ({kind}), and {~more}': 'una testata ({kind}), e {more}',
  'a value for the button "{title}", and {~more}': 'un valore per il pulsante «{title}», e {more}',
  '{wanted} values and gets {given}': '{wanted} valori e ne riceve {given}',
  'its values by name ({names})': 'i valori per nome ({names})',
  'a head ({kind})': 'una testata ({kind})',
  'a value for the button "{title}"': 'un valore per il pulsante «{title}»',
  'Give it what its approved form needs.': 'Dargli ciò che la forma approvata richiede.',
  'The provider counts the message {shown} as marketing, but this step sends it as {purpose}.':
    'Per il fornitore il messaggio {shown} è marketing, ma questo passo lo invia come {purpose}.',
  'Set the purpose to marketing, so that it goes only to who agreed, or send another one.':
    'Impostare lo scopo su marketing, così va solo a chi ha acconsentito, o inviarne un altro.',
};
