import { phrases } from './phrase.ts';

export const HOST_UNKNOWN = phrases(`
  host unknown | unknown host | host not found | host name not found | hostname not found | domain not found | domain name not found | no such host
  no such domain | no such domain name | domain does not exist | domain doesn't exist | domain ~ does not exist | domain ~ doesn't exist
  domain ~ couldn't be found | domain ~ could not be found | domain ~ not found | unknown domain | domain unknown | domain is unknown
  unknown mail host | unknown destination host | couldn't find any host | couldn't find a mail exchanger | find any host named
  could not find any host | no mx record | no mx for | no mail exchanger | no mail server for | no mail servers for | no mx or a record | nxdomain
  non-existent domain | nonexistent domain | non-existent host- | nonexistent host- | non existent domain | unrouteable mail domain
  unroutable mail domain | bad destination host | bad destination system | invalid domain | invalid destination domain | invalid host
  invalid hostname | an mx or srv record indicated no smtp service | nullmx | null mx | host or domain name not found | illegal host
  dns error ~ not found | dns lookup ~ failed permanently | recipient domain ~ not | recipient's domain | does not resolve | cannot be resolved
  could not be resolved | not resolvable | unresolvable | no dns record | dns name does not exist | dns domain ~ does not exist | no a record
  name or service not known | domain has expired | domain no longer | nodename nor servname | no route to domain | domain ~ does not accept mail
  domain does not accept | no valid mx | domain is not hosted | domain ~ is not hosted | does not handle mail for | no such host is known
  ドメインが見つかりません | ドメインが存在しません | ホストが見つかりません | ホスト名が見つかりません | 域名不存在 | 域名错误 | 域名解析 | 找不到域名 | 主机不存在 | 找不到主机 | 도메인을 찾을 수 | 도메인이 존재하지 | 호스트를 찾을 수
  존재하지 않는 도메인 | домен не найден | домен не существует | домена не существует | несуществующий домен | domane ~ existiert nicht
  domain ~ existiert nicht | domain nicht gefunden | unbekannter host | host unbekannt | domaine ~ n'existe pas | domaine inconnu | hote inconnu
  domaine ~ introuvable | dominio ~ no existe | dominio ~ no encontrado | dominio ~ inexistente | dominio ~ non esiste | dominio ~ non trovato
  dominio ~ nao existe | dominio nao encontrado | domein ~ bestaat niet | domena ~ nie istnieje | domain ~ bulunamadi | alan adi ~ bulunamadi
  domena ~ neexistuje
`);

export const MAILBOX_DISABLED = phrases(`
  account disabled | account is disabled | account is blocked | account blocked | account ~ is blocked | blocked or deleted | mailbox is blocked | mailbox blocked | mailbox ~ is blocked | user is blocked | user blocked | user ~ is blocked
  postfach ~ gesperrt | konto ~ gesperrt | mailbox ~ gesperrt | benutzer ~ gesperrt | empfanger ~ gesperrt | ящик ~ заблокирован | пользователь ~ заблокирован | аккаунт ~ заблокирован | запись ~ заблокирован- | ящик ~ отключен | ящик ~ удален | пользователь ~ удален | аккаунт ~ удален
  konto ~ zablokowan- | skrzynka ~ zablokowan- | account has been removed | mailbox has been removed | user has been removed | user has been deleted | address has been deleted | address has been removed | account has been cancelled | account has been canceled | account has been disabled | account was disabled | account ~ is disabled | account ~ has been disabled
  mailbox disabled | mailbox is disabled | mailbox ~ is disabled | mailbox ~ disabled | mailbox has been disabled | address disabled
  address is disabled | address ~ has been disabled | user disabled | user is disabled | user has been disabled | user ~ disabled
  recipient disabled | recipient is disabled | disabled recipient | disabled user | disabled mailbox | disabled account | disabled or discontinued
  discontinued | been disabled or | email ~ disabled | mail ~ disabled for | account inactive | account is inactive | account ~ is inactive
  inactive account | inactive user | inactive mailbox | inactive recipient | inactive address | mailbox inactive | mailbox is inactive
  mailbox ~ is inactive | user is inactive | user inactive | user ~ inactive | recipient is inactive | recipient inactive | address is inactive
  address inactive | address ~ inactive | is not active | not an active | no longer active | account is not active | deactivated | de-activated
  account closed | account is closed | account has been closed | mailbox closed | mailbox is closed | account ~ closed | account terminated
  account has been terminated | user is terminated | account ~ cancel- | account suspended
  account is suspended | account has been suspended | account ~ suspended | mailbox suspended | mailbox is suspended | user suspended
  user is suspended | user ~ suspended | address suspended | account expired | account has expired | mailbox expired
  user expired | account locked | account is locked | mailbox is locked | account frozen | mailbox frozen | is frozen | has been frozen
  account deleted | account has been deleted | account was deleted | mailbox deleted | mailbox has been deleted | user deleted
  has been discontinued | retired address | no longer accepts mail | no longer accept mail | no longer accepts | no longer accepting
  no longer in use | no longer used | no longer valid | not longer valid | no longer available | no longer exists | no longer exist
  no longer on server | no longer at this | no longer with | no longer works | no longer here | no longer employed | no longer has an account
  no longer a customer | no longer our | no longer monitored | left the company | left this company | not logged in for
  has not logged in | hasn't logged in | unused mailbox | dormant | out of service | not in service | been decommissioned
  does not accept mail | is not accepting any mail | user is no longer | address is no longer | mailbox is no longer
  recipient is no longer | account is no longer | 停止されています | 利用停止 | 無効になっています | 使われておりません | 使用されていません | 現在使われて | 退会 | 解約 | 停用 | 禁用 | 已注销 | 已被注销
  已过期 | 冻结 | 被冻结 | 已关闭 | 휴면 | 정지된 | 사용이 중지 | 비활성 | 탈퇴 | ящик заблокирован | неактивен | не активен | деактивирован
  удалён | заморожен | deaktiviert | nicht mehr aktiv | nicht mehr gultig | nicht mehr verfugbar | existiert nicht mehr
  stillgelegt | geschlossen | gekundigt | desactive | compte ~ ferme | n'est plus actif | n'est plus active | n'est plus valide | n'existe plus
  plus utilisee | desactivada | deshabilitada | deshabilitado | desactivado | cuenta ~ cancelada | suspendida | ya no existe | inactiva
  desativada | desativado | suspensa | cancelada | inativa | inativo | disabilitat- | disattivat- | disattivo | non piu attiv- | sospes-
  gedeactiveerd | opgeheven | niet meer actief | niet meer in gebruik | nieaktywn- | wylaczon- | zrusen- | letiltva | devre disi
  kapatilmis
`);

export const MAILBOX_MOVED = phrases(`
  has moved to | user has moved | new address is | address has changed | address has been changed | has changed ~ address | changed his email
  please use ~ instead | destination mailbox has moved | moved, no forwarding | moved to a new address | neue adresse | nouvelle adresse
  nueva direccion | nuovo indirizzo | 新しいアドレス | 新しいメールアドレス | новый адрес
`);

/** There is no such mailbox, in so many words. */
export const MAILBOX_UNKNOWN = phrases(`
  recipient address rejected: access denied | recipient address rejected: undeliverable address | user unknown | unknown user | not listed in ~ address book | not listed in public | not listed in domino | not listed in ~ directory | unrecognised-or-name | unrecognized-or-name | unrecognised or name | unknown users
  user ~ unknown | user is unknown | user not known | recipient unknown | unknown recipient | recipient is unknown | recipient not known
  addressee unknown | unknown addressee | address unknown | unknown address | address is unknown | unknown or illegal | unknown mailbox
  mailbox unknown | mailbox is unknown | unknown account | account unknown | unknown local part | unknown local-part | unknown email address
  unknown customer | unknown subscriber | is unknown here | unknown to this | unknown name | no such user | no such recipient | no such mailbox
  no such address | no such person | no such account | no such email | no such e-mail | no such local user | no such name | no such subscriber
  no such customer | no such member | no such alias | no such local | no such id | no such mail | no mailbox here | no mailbox by that name
  no mailbox with | no mailbox for | no mailbox | not a mailbox | no account by that name | no account with | no account here | no account for
  no user by that name | no person by that name | no one by that name | nobody by that name | nobody here by that name | nobody here
  no valid recipient | no valid recipients | no maildrop | no mail box | user not found | users not found | user ~ not found | recipient not found
  recipients not found | recipient ~ not found | mailbox not found | mailbox ~ not found | account not found | account ~ not found
  address not found | address ~ not found | name not found | alias not found | name ~ not found | member not found | id not found
  user couldn't be found | user could not be found | user cannot be found | address couldn't be found | address could not be found
  address ~ couldn't be found | address ~ could not be found | recipient couldn't be found | recipient could not be found
  recipient ~ could not be found | account couldn't be found | account could not be found | mailbox could not be found | mailbox cannot be found
  mailbox can't be found | wasn't found at | was not found at | couldn't be found or is unable | can't find ~ mailbox | can't find user
  cannot find user | cannot find the user | could not find user | could not find ~ recipient | unable to find user | unable to find recipient
  unable to find ~ mailbox | not found in directory | not found in ~ directory | not found in ldap | not in ~ directory | not in our database
  not in ~ address book | not found in ~ database | not found on this server | user does not exist | user doesn't exist | user ~ does not exist
  user ~ doesn't exist | mailbox does not exist | mailbox doesn't exist | mailbox ~ does not exist | mailbox ~ doesn't exist
  account does not exist | account doesn't exist | account ~ does not exist | account ~ doesn't exist | address does not exist
  address doesn't exist | address ~ does not exist | address ~ doesn't exist | recipient does not exist | recipient doesn't exist
  recipient ~ does not exist | recipient ~ doesn't exist | does not exist here | doesn't exist here | does not exist on | does not exist at
  does not exist in | non-existent user | non-existent recipient | non-existent mailbox | non-existent account | non-existent address
  nonexistent user | nonexistent recipient | nonexistent mailbox | nonexistent account | nonexistent address | non existent user | nonexistent
  does not have an account | doesn't have an account | doesn't have a ~ account | does not have a ~ account | does not have a mailbox
  has no mailbox | has no account | has no email | have no mailbox | invalid recipient | invalid recipients | recipient invalid
  recipient is invalid | invalid mailbox | mailbox invalid | mailbox is invalid | invalid user | invalid username | user invalid | invalid address
  address invalid | address is invalid | address is not valid | invalid email address | invalid e-mail address | invalid account | invalid alias
  invalid destination address | invalid or unknown | invalid/inactive | invalid final delivery | invalid local | not a valid user
  not a valid mailbox | not a valid recipient | not a valid address | not a valid email | not a valid account | not valid recipient
  not a known user | not known at this | is not a recognized | unrecognized recipient | unrecognised recipient | unrecognized address
  unrecognized user | not a recognized | not a registered | not an existing | not our customer | not our user | not e-mail users
  who are you looking for | illegal user | illegal alias | illegal recipient | bad address | bad recipient | bad recipients
  bad destination mailbox address | bad destination email address | bad mailbox | wrong recipient | wrong username | incorrect email
  undeliverable address | unrouteable address | unroutable address | unroutable recipient | no longer a valid | unable to resolve recipient
  recipnotfound | recipientnotfound | recipient name is not recognized | relay recipient table | virtual alias table | virtual mailbox table
  local recipient table | in relay recipient | dest. user
  見つかりませんでした | 掲載されていません | 存在していません | 宛先不明 | あて先不明 | 宛先が不明 | ユーザー不明 | ユーザ不明 | 該当するユーザ | 該当者なし | アドレスが間違 | アドレスに誤り | アドレスが正しく | お客様は登録されておりません | 登録されていません
  該当するアドレス
  用户不存在 | 不存在该用户 | 用户未找到 | 没有该用户 | 没有这个用户 | 没有此用户 | 无此用户 | 無此用戶 | 收件人不存在 | 收件者不存在 | 使用者不存在 | 找不到收件人 | 找不到收件者 | 找不到用户 | 地址不存在 | 地址错误 | 地址有误 | 邮箱不存在
  信箱不存在 | 帐号不存在 | 账号不存在 | 查无此人 | 查無此人 | 无效地址 | 无效的收件人 | 不正确的收件人 | 없는 사용자 | 없는 주소 | 없는 계정 | 등록되지 않은 | 알 수 없는 사용자 | 수신자가 없 | 사용자가 없 | 잘못된 주소
  пользователь не найден | пользователя не найден- | пользователь не существует | пользователя не существует | пользователя нет
  нет такого пользователя | нет такого | такого пользователя | такого адреса нет | такой адрес не | несуществующ- | адрес не найден
  ящик не найден | получатель не найден | адресат неизвестен | неизвестный пользователь | неизвестный получатель | неизвестный адрес
  неправильный адрес | неверный адрес | не зарегистрирован | не знайдено | не съществува | невідомий користувач
  unbekannter empfanger | unbekannten empfanger | empfanger unbekannt | empfanger ist unbekannt | unbekannter benutzer | benutzer unbekannt
  benutzer ~ nicht bekannt | unbekannter nutzer | unbekannte adresse | adresse unbekannt | unbekanntes konto | adresse ~ existiert nicht
  postfach ~ existiert nicht | konto ~ existiert nicht | benutzer ~ existiert nicht | konnte nicht gefunden | kein solcher benutzer | kein benutzer
  ungultige adresse | ungultiger empfanger | ungultige empfanger- | adresse ist ungultig | falsche adresse | ist uns nicht bekannt
  onbekende gebruiker | onbekende ontvanger | onbekend adres | gebruiker onbekend | adres onbekend | ontvanger ~ niet gevonden
  adres ~ niet gevonden | niet bekend | ongeldig adres | okand mottagare | okand anvandare | okand adress | hittades inte | kunde inte hittas
  ukendt modtager | ukendt bruger | blev ikke fundet | ukjent mottaker | ukjent bruker | ble ikke funnet | tuntematon vastaanottaja
  tuntematon kayttaja | ei loytynyt | ei ole olemassa
  utilisateur inconnu | destinataire inconnu | adresse inconnue | compte inconnu | destinataire ~ introuvable | adresse ~ introuvable
  adresse ~ invalide | destinataire ~ invalide | adresse incorrecte | adresse erronee | n'a pas ete trouve | n'a pas ete trouvee
  n'a pas pu etre trouve | inconnu a cette adresse | boite aux lettres inconnue
  usuario desconocido | destinatario desconocido | direccion desconocida | cuenta desconocida | no existen | usuario inexistente
  cuenta inexistente | direccion inexistente | no se encontro | no se ha encontrado | no se ha podido encontrar | no se pudo encontrar
  direccion ~ no valida | direccion ~ invalida | direccion ~ incorrecta | destinatario ~ no valido | usuario ~ invalido | usuario desconhecido
  destinatario desconhecido | endereco desconhecido | nao foi encontrado | nao foi possivel encontrar | endereco ~ invalido | endereco ~ incorreto
  utente sconosciuto | destinatario sconosciuto | indirizzo sconosciuto | utente inesistente | non e stato trovato | indirizzo ~ non valido
  indirizzo ~ errato | usuari desconegut | no existeix
  nieznany uzytkownik | nieznany odbiorca | nieznany adres | nie znaleziono | nie ma takiego | brak takiego | brak uzytkownika
  nieprawidlowy adres | bledny adres | neznamy uzivatel | neznamy prijemce | neznama adresa | nebyl nalezen | nebyla nalezena | nem letezik
  nem talalhato | utilizator necunoscut | kullanici bulunamadi | alici bulunamadi | mevcut degil | gecersiz adres | δεν υπαρχει | δεν βρεθηκε
  αγνωστος | khong ton tai | khong tim thay | tidak ditemukan | tidak ada
`);

/** Words that say it too, where nothing more definite is said. */
export const PROBABLY_UNKNOWN = phrases(`
  unknown/ | no user | no recipient | not here | is not here | no such | not exist | do not exist | is not known | not known here | not registered
  not recognized | not recognised | is not a valid | is not valid | no inbox | no record of | not a known | not a user
  not a customer | not a local | not in directory | not listed in | mistyped | misspelled | mailbox unavailable
  mailbox not available | mailbox is unavailable | mailbox is not available | mailbox ~ unavailable | recipient unavailable | user not available
  user unavailable | not available here | address unavailable | user reject | recipient rejected | recipients rejected | recipient was rejected
  recipients were rejected | rejected recipient | rcpt ~ failed | recipient address rejected | address rejected | addresses were rejected
  ambiguous | mailbox name not allowed | unable to verify address | address verification failed | verification failed for | rcpt to ~ not allowed
  account that you tried to reach | no matches to nameserver query | account is unavailable | account unavailable | delivery to this address is not
  bad user | wrong address | incorrect address | user not local | nonexist | 宛先のアドレス | 找不到 | sconosciuto | 不存在 | introuvable | inexistant
  inexistante | inexistente | inesistente | bulunamadi | bilinmeyen | ismeretlen | nicht gefunden | nicht bekannt | non trovato | non e valido
  no encontrado | no encontrada | no existe | non esiste | nao existe | nao encontrado | nao encontrada | не найден | не найдена | n'existe pas
  bestaat niet | existiert nicht | finns inte | findes ikke | finnes ikke | ei loydy | nie istnieje | neexistuje | не существует | не существуют
  не існує | nu exista | 存在しない | 存在しません | 見つかりません | 찾을 수 없 | 존재하지 않
`);
