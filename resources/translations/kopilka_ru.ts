<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ru" sourcelanguage="en">
<context>
    <name>ApprovalDialog</name>
    <message>
        <source>Type {pin} and press Enter, or scan the badge</source>
        <translation>Введите {pin} и Enter или сканируйте бейдж</translation>
    </message>
</context>
<context>
    <name>CameraScreen</name>
    <message>
        <source>What the camera sees</source>
        <translation>Что видит камера</translation>
    </message>
    <message>
        <source>Back  Esc</source>
        <translation>Назад  Esc</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Справка</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>Найти камеры</translation>
    </message>
    <message>
        <source>Keep in sight</source>
        <translation>Оставить на виду</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Назад</translation>
    </message>
    <message>
        <source>a code</source>
        <translation>код</translation>
    </message>
    <message>
        <source>The camera read</source>
        <translation>Камера прочла</translation>
    </message>
    <message>
        <source>A scanner read</source>
        <translation>Сканер прочёл</translation>
    </message>
    <message>
        <source>Camera {number}</source>
        <translation>Камера {number}</translation>
    </message>
    <message>
        <source>No camera</source>
        <translation>Без камеры</translation>
    </message>
    <message>
        <source>Cameras of this till</source>
        <translation>Камеры этой кассы</translation>
    </message>
    <message>
        <source>Without a camera, codes come from scanners only</source>
        <translation>Без камеры коды читают только сканеры</translation>
    </message>
    <message>
        <source>Esc, then {key}: a code is held before the simulated camera</source>
        <translation>Esc, затем {key}: код окажется перед имитацией камеры</translation>
    </message>
    <message>
        <source>Hold a code up to the camera</source>
        <translation>Поднесите код к камере</translation>
    </message>
    <message>
        <source>Simulated camera</source>
        <translation>Имитация камеры</translation>
    </message>
    <message>
        <source>One moment…</source>
        <translation>Секунду…</translation>
    </message>
    <message>
        <source>Saved: the camera stays chosen after every start</source>
        <translation>Сохранено: эта камера останется выбранной</translation>
    </message>
    <message>
        <source>No camera is plugged in. Plug one in, then {key}</source>
        <translation>Камера не подключена. Подключите её и нажмите {key}</translation>
    </message>
    <message>
        <source>No camera is chosen: press the digit of one</source>
        <translation>Камера не выбрана: нажмите её цифру</translation>
    </message>
    <message>
        <source>The picture is on its way</source>
        <translation>Ждём изображение</translation>
    </message>
    <message>
        <source>A small picture stays in sight on every screen, or goes: press once more</source>
        <translation>Маленькая картинка видна на всех экранах; ещё раз: убрать</translation>
    </message>
</context>
<context>
    <name>CancelOrder</name>
    <message>
        <source>Cancel order {number} for good. Its goods go back to the shelf</source>
        <translation>Отменить заказ {number} насовсем. Его товар вернётся на полку</translation>
    </message>
    <message>
        <source>Order {number} is cancelled</source>
        <translation>Заказ {number} отменён</translation>
    </message>
    <message>
        <source>Prepaid {sum}: give no cash. The shop pays it back the way it was paid</source>
        <translation>Предоплата {sum}: наличные не выдавать. Магазин вернёт её тем же путём, каким она пришла</translation>
    </message>
</context>
<context>
    <name>Cards</name>
    <message>
        <source>lost</source>
        <translation>утеряна</translation>
    </message>
    <message>
        <source>damaged</source>
        <translation>испорчена</translation>
    </message>
    <message>
        <source>replaced</source>
        <translation>заменена</translation>
    </message>
    <message>
        <source>blocked by the office</source>
        <translation>заблокирована офисом</translation>
    </message>
</context>
<context>
    <name>CardsDialog</name>
    <message>
        <source>Cards: what to do?</source>
        <translation>Карты: что сделать?</translation>
    </message>
    <message>
        <source>Scan the new card or type its number</source>
        <translation>Сканируйте новую карту или введите её номер</translation>
    </message>
    <message>
        <source>Press the digit of the action</source>
        <translation>Нажмите цифру действия</translation>
    </message>
    <message>
        <source>The card works here at once, at other tills as soon as the server knows it</source>
        <translation>На этой кассе карта действует сразу, на других – когда о ней узнает сервер</translation>
    </message>
    <message>
        <source>Issue a card</source>
        <translation>Выдать карту</translation>
    </message>
    <message>
        <source>Lost: issue another card</source>
        <translation>Утеряна: выдать другую</translation>
    </message>
    <message>
        <source>Damaged: issue another card</source>
        <translation>Испорчена: выдать другую</translation>
    </message>
    <message>
        <source>Found: unblock it</source>
        <translation>Найдена: разблокировать</translation>
    </message>
    <message>
        <source>The card {card} works again</source>
        <translation>Карта {card} снова действует</translation>
    </message>
    <message>
        <source>The card {card} is issued</source>
        <translation>Карта {card} выдана</translation>
    </message>
    <message>
        <source>Works without the server too. Points stay with the customer</source>
        <translation>Работает и без связи. Баллы остаются у клиента</translation>
    </message>
    <message>
        <source>Lost: block it</source>
        <translation>Утеряна: заблокировать</translation>
    </message>
    <message>
        <source>The card {card} is blocked</source>
        <translation>Карта {card} заблокирована</translation>
    </message>
    <message>
        <source>the card was found</source>
        <translation>карта нашлась</translation>
    </message>
</context>
<context>
    <name>CertificateDialog</name>
    <message>
        <source>Certificate {number}: sell it for…</source>
        <translation>Сертификат {number}: продать за…</translation>
    </message>
    <message>
        <source>What is it sold for? Press the digit</source>
        <translation>За сколько продаём? Нажмите цифру</translation>
    </message>
    <message>
        <source>To pay with it: Esc, then {cash}, and scan it there</source>
        <translation>Чтобы им оплатить: Esc, затем {cash}, и сканируйте его там</translation>
    </message>
    <message>
        <source>What is on it</source>
        <translation>Сколько на нём</translation>
    </message>
    <message>
        <source>Block</source>
        <translation>Заблокировать</translation>
    </message>
    <message>
        <source>Unblock</source>
        <translation>Разблокировать</translation>
    </message>
    <message>
        <source>On the certificate: {sum}</source>
        <translation>На сертификате: {sum}</translation>
    </message>
    <message>
        <source>Valid until {day}</source>
        <translation>Действует до {day}</translation>
    </message>
    <message>
        <source>Block the certificate</source>
        <translation>Заблокировать сертификат</translation>
    </message>
    <message>
        <source>The certificate may be paid with again</source>
        <translation>Сертификатом снова можно платить</translation>
    </message>
</context>
<context>
    <name>CheckingScreen</name>
    <message>
        <source>The last receipt is being checked</source>
        <translation>Проверяем последний чек</translation>
    </message>
    <message>
        <source>Do not take the money again and do not give the goods yet: it is not known whether it was stored.</source>
        <translation>Не берите деньги второй раз и пока не отдавайте товар: ещё не известно, сохранился ли чек.</translation>
    </message>
    <message>
        <source>Check now  Enter</source>
        <translation>Проверить сейчас  Enter</translation>
    </message>
    <message>
        <source>The till tries again by itself</source>
        <translation>Касса сама пробует ещё раз</translation>
    </message>
    <message>
        <source>Check now</source>
        <translation>Проверить</translation>
    </message>
    <message>
        <source>Not known yet. Tries: {count}</source>
        <translation>Пока не известно. Попыток: {count}</translation>
    </message>
</context>
<context>
    <name>Checklist</name>
    <message>
        <source>Check of the till&apos;s devices</source>
        <translation>Проверка устройств кассы</translation>
    </message>
    <message>
        <source>Till {code}, {day} {time}</source>
        <translation>Касса {code}, {day} {time}</translation>
    </message>
    <message>
        <source>Checked by</source>
        <translation>Проверил</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Устройство</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Где</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Состояние</translation>
    </message>
    <message>
        <source>How to test it</source>
        <translation>Как проверить</translation>
    </message>
</context>
<context>
    <name>ChoiceList</name>
    <message>
        <source>Choose one</source>
        <translation>Выберите</translation>
    </message>
</context>
<context>
    <name>Consents</name>
    <message>
        <source>Name and phone are kept</source>
        <translation>Хранение имени и телефона</translation>
    </message>
    <message>
        <source>Offers are sent</source>
        <translation>Рассылка предложений</translation>
    </message>
    <message>
        <source>Read out: “Do you agree that the shop keeps your name and phone to run your points account?”</source>
        <translation>Прочтите: «Согласны ли вы, чтобы магазин хранил ваше имя и телефон для ведения счёта баллов?»</translation>
    </message>
    <message>
        <source>Read out: “May the shop send you offers? You can refuse and still collect points”</source>
        <translation>Прочтите: «Можно ли присылать вам предложения? Можно отказаться и всё равно копить баллы»</translation>
    </message>
    <message>
        <source>not known here</source>
        <translation>здесь неизвестно</translation>
    </message>
    <message>
        <source>taken back {at}</source>
        <translation>отозвано {at}</translation>
    </message>
    <message>
        <source>given {at}, text {version}</source>
        <translation>дано {at}, текст {version}</translation>
    </message>
</context>
<context>
    <name>ConsentsDialog</name>
    <message>
        <source>Which consent changes?</source>
        <translation>Какое согласие меняется?</translation>
    </message>
    <message>
        <source>Press the digit of the consent</source>
        <translation>Нажмите цифру согласия</translation>
    </message>
    <message>
        <source>Each with the text that was read out and its time</source>
        <translation>Каждое – с прочитанным текстом и временем</translation>
    </message>
    <message>
        <source>Withdraw this consent? Enter – yes, Esc – no</source>
        <translation>Отозвать согласие? Enter – да, Esc – нет</translation>
    </message>
    <message>
        <source>Does the customer agree? Enter – yes, Esc – no</source>
        <translation>Клиент согласен? Enter – да, Esc – нет</translation>
    </message>
    <message>
        <source>Without this consent the office must erase name and phone; tell the customer</source>
        <translation>Без этого согласия офис должен стереть имя и телефон: скажите об этом клиенту</translation>
    </message>
    <message>
        <source>No more offers; points are collected as before</source>
        <translation>Предложений больше не будет, баллы копятся как раньше</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>Да</translation>
    </message>
    <message>
        <source>The consent is taken back</source>
        <translation>Согласие отозвано</translation>
    </message>
    <message>
        <source>The consent is kept</source>
        <translation>Согласие записано</translation>
    </message>
</context>
<context>
    <name>CouponsOutDialog</name>
    <message>
        <source>does nothing</source>
        <translation>не действует</translation>
    </message>
    <message>
        <source>Coupons of this receipt</source>
        <translation>Купоны этого чека</translation>
    </message>
    <message>
        <source>All coupons</source>
        <translation>Все купоны</translation>
    </message>
    <message>
        <source>Which one is taken out? Press the digit</source>
        <translation>Какой убрать? Нажмите цифру</translation>
    </message>
    <message>
        <source>Coupon {code} was taken out</source>
        <translation>Купон {code} убран</translation>
    </message>
    <message>
        <source>The coupons were taken out</source>
        <translation>Купоны убраны</translation>
    </message>
</context>
<context>
    <name>CustomerCard</name>
    <message>
        <source>Customer: {name}</source>
        <translation>Клиент: {name}</translation>
    </message>
    <message>
        <source>On the money account: {sum}</source>
        <translation>На счёте: {sum}</translation>
    </message>
    <message>
        <source>No customer</source>
        <translation>Клиент не указан</translation>
    </message>
    <message>
        <source>Scan a card or press {key}: phone, its last 4 digits, card number</source>
        <translation>Сканируйте карту или нажмите {key}: телефон, последние 4 цифры, номер карты</translation>
    </message>
    <message>
        <source>Balance not known yet</source>
        <translation>Баланс пока не известен</translation>
    </message>
    <message>
        <source>Available now: {points}</source>
        <translation>Можно списать: {points}</translation>
    </message>
    <message>
        <source>Points can pay up to {sum} · {key}</source>
        <translation>Можно списать до {sum} · {key}</translation>
    </message>
    <message>
        <source>Points: {spent} of {most} · {left} left</source>
        <translation>Спишем {spent} · можно {most} · ещё {left}</translation>
    </message>
    <message>
        <source>Offline: up to {points} until {until}</source>
        <translation>Без связи: до {points}, срок {until}</translation>
    </message>
    <message>
        <source>Offline: nothing set aside here</source>
        <translation>Без связи: здесь ничего не отложено</translation>
    </message>
    <message>
        <source>Coupons on this receipt: {count}</source>
        <translation>Купонов в этом чеке: {count}</translation>
    </message>
    <message>
        <source>Phone not confirmed: points are earned, not spent · {key} {confirm}</source>
        <translation>Телефон не подтверждён: копит, но не тратит · {key} {confirm}</translation>
    </message>
    <message>
        <source>Offers: {offers}</source>
        <translation>Для клиента: {offers}</translation>
    </message>
    <message>
        <source>Expires after {day}: {points}</source>
        <translation>Сгорит после {day}: {points}</translation>
    </message>
    <message>
        <source>Points: {reason}</source>
        <translation>Баллы: {reason}</translation>
    </message>
    <message>
        <source>Waiting for the server: {points}</source>
        <translation>Ждут сервера: {points}</translation>
    </message>
    <message>
        <source>Owed after returns: {points}</source>
        <translation>Долг после возвратов: {points}</translation>
    </message>
    <message>
        <source>The server is too old: points are earned, not spent</source>
        <translation>Сервер старой версии: баллы начисляются, не списываются</translation>
    </message>
</context>
<context>
    <name>CustomerDialog</name>
    <message>
        <source>Who is it? Press the digit, or type the whole phone</source>
        <translation>Кто это? Нажмите цифру или введите весь телефон</translation>
    </message>
    <message>
        <source>Phone, its last 4 digits, or card number</source>
        <translation>Телефон, последние 4 цифры или номер карты</translation>
    </message>
    <message>
        <source>8…, +7… or 9… – as the customer says it. Last 4 digits are enough</source>
        <translation>8…, +7… или 9… – как говорит клиент. Хватит и последних 4 цифр</translation>
    </message>
    <message>
        <source>Another number</source>
        <translation>Другой номер</translation>
    </message>
    <message>
        <source>Register</source>
        <translation>Регистрация</translation>
    </message>
    <message>
        <source>Ask for the name. Not in the list? Type the whole phone</source>
        <translation>Спросите имя. Нет в списке? Введите телефон целиком</translation>
    </message>
    <message>
        <source>Asking the server; if nobody has the number, the registration opens</source>
        <translation>Спрашиваем сервер; если номера ни у кого нет, откроется регистрация</translation>
    </message>
    <message>
        <source>Profile</source>
        <translation>О клиенте</translation>
    </message>
    <message>
        <source>Confirm phone</source>
        <translation>Подтвердить</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Убрать</translation>
    </message>
    <message>
        <source>Press the digit of the customer, or ↓ and Enter</source>
        <translation>Нажмите цифру клиента или ↓ и Enter</translation>
    </message>
    <message>
        <source>Not on this till: asking the server…</source>
        <translation>На этой кассе нет, спрашиваем сервер…</translation>
    </message>
    <message>
        <source>New customer? Type the name, or press {key}. Mistyped? Type the number again</source>
        <translation>Новый клиент? Введите имя или нажмите {key}. Ошиблись? Введите номер снова</translation>
    </message>
    <message>
        <source>The server does not answer; it may know this customer</source>
        <translation>Сервер не отвечает, он может его знать</translation>
    </message>
    <message>
        <source>Many customers have these digits: not in the list? Type the whole phone</source>
        <translation>Эти цифры у многих: если клиента здесь нет, введите весь телефон</translation>
    </message>
    <message>
        <source>Several customers have these digits</source>
        <translation>Эти цифры у нескольких клиентов</translation>
    </message>
    <message>
        <source>The sale goes on without a customer</source>
        <translation>Продажа идёт без клиента</translation>
    </message>
</context>
<context>
    <name>CustomerLinesList</name>
    <message>
        <source>Gift certificate</source>
        <translation>Подарочный сертификат</translation>
    </message>
    <message>
        <source>Top-up of the money account</source>
        <translation>Пополнение счёта</translation>
    </message>
    <message>
        <source>{quantity} kg</source>
        <translation>{quantity} кг</translation>
    </message>
    <message>
        <source>{quantity} pcs</source>
        <translation>{quantity} шт.</translation>
    </message>
    <message>
        <source>{quantity} pc</source>
        <translation>{quantity} шт.</translation>
    </message>
    <message>
        <source>discount {sum}</source>
        <translation>скидка {sum}</translation>
    </message>
    <message>
        <source>with points {sum}</source>
        <translation>баллами {sum}</translation>
    </message>
</context>
<context>
    <name>CustomerPageHost</name>
    <message>
        <source>What happened, newest first</source>
        <translation>Что было, сначала новое</translation>
    </message>
    <message>
        <source>The receipt as it was printed</source>
        <translation>Чек, как он был напечатан</translation>
    </message>
</context>
<context>
    <name>CustomerPageScreen</name>
    <message>
        <source>Help</source>
        <translation>Справка</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Назад</translation>
    </message>
    <message>
        <source>History</source>
        <translation>История</translation>
    </message>
    <message>
        <source>Hide phone</source>
        <translation>Скрыть</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>Телефон</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Код</translation>
    </message>
    <message>
        <source>Cards</source>
        <translation>Карты</translation>
    </message>
    <message>
        <source>Form</source>
        <translation>Анкета</translation>
    </message>
    <message>
        <source>Consents</source>
        <translation>Согласия</translation>
    </message>
    <message>
        <source>Merge</source>
        <translation>Слияние</translation>
    </message>
    <message>
        <source>New phone</source>
        <translation>Новый тел.</translation>
    </message>
    <message>
        <source>To the sale</source>
        <translation>К продаже</translation>
    </message>
    <message>
        <source>Finish this first, or leave with Esc</source>
        <translation>Сначала закончите это или выйдите по Esc</translation>
    </message>
    <message>
        <source>Asking the server…</source>
        <translation>Спрашиваем сервер…</translation>
    </message>
    <message>
        <source>Asking the server for older rows…</source>
        <translation>Спрашиваю сервер, что было раньше…</translation>
    </message>
    <message>
        <source>History of this till only: the server was not reached</source>
        <translation>История только этой кассы: сервер недоступен</translation>
    </message>
    <message>
        <source>History: the latest {n}</source>
        <translation>История: последние {n}</translation>
    </message>
    <message>
        <source>History: {n}</source>
        <translation>История: {n}</translation>
    </message>
    <message>
        <source>This look is in the journal: {name}</source>
        <translation>Просмотр записан в журнал: {name}</translation>
    </message>
    <message>
        <source>Enter opens the receipt, {why} says why, {back} takes goods back</source>
        <translation>Enter – открыть чек, {why} – почему, {back} – возврат</translation>
    </message>
    <message>
        <source>This receipt was made at another till; {back} takes its goods back here</source>
        <translation>Этот чек пробит на другой кассе; {back} – вернуть по нему здесь</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Почему</translation>
    </message>
    <message>
        <source>Return</source>
        <translation>Возврат</translation>
    </message>
</context>
<context>
    <name>CustomerQuestion</name>
    <message>
        <source>Your points account</source>
        <translation>Ваш бонусный счёт</translation>
    </message>
    <message>
        <source>I agree that the shop keeps my name and phone to run my points account. I can take this back at any time.</source>
        <translation>Даю согласие на хранение моего имени и телефона для ведения бонусного счёта. Согласие можно отозвать в любое время.</translation>
    </message>
    <message>
        <source>Keep name and phone?</source>
        <translation>Храним имя, телефон?</translation>
    </message>
    <message>
        <source>Offers from the shop</source>
        <translation>Предложения магазина</translation>
    </message>
    <message>
        <source>I agree to get offers from the shop. I can refuse and still collect points.</source>
        <translation>Даю согласие на получение предложений магазина. Можно отказаться и всё равно копить баллы.</translation>
    </message>
    <message>
        <source>Send you our offers?</source>
        <translation>Слать предложения?</translation>
    </message>
    <message>
        <source>Please say yes or no</source>
        <translation>Скажите: да или нет</translation>
    </message>
    <message>
        <source>You agreed that your name and phone are kept</source>
        <translation>Вы согласились на хранение имени и телефона</translation>
    </message>
    <message>
        <source>You agreed to get offers</source>
        <translation>Вы согласились получать предложения</translation>
    </message>
    <message>
        <source>Joining the points programme</source>
        <translation>Вступление в бонусную программу</translation>
    </message>
    <message>
        <source>Points programme</source>
        <translation>Бонусная программа</translation>
    </message>
</context>
<context>
    <name>CustomerSummary</name>
    <message>
        <source>born {day}</source>
        <translation>род. {day}</translation>
    </message>
    <message>
        <source>The phone is not confirmed: points are earned, not spent</source>
        <translation>Телефон не подтверждён: баллы копятся, но не тратятся</translation>
    </message>
    <message>
        <source>Balance not known yet</source>
        <translation>Баланс ещё неизвестен</translation>
    </message>
    <message>
        <source>Customer: {name}</source>
        <translation>Клиент: {name}</translation>
    </message>
    <message>
        <source>Available now: {points}</source>
        <translation>Можно потратить сейчас: {points}</translation>
    </message>
    <message>
        <source>Expiring soon: {list}</source>
        <translation>Скоро сгорят: {list}</translation>
    </message>
    <message>
        <source>{sum} of purchases more to reach “{tier}”</source>
        <translation>До уровня «{tier}» осталось покупок на {sum}</translation>
    </message>
    <message>
        <source>Offers: {list}</source>
        <translation>Предложения: {list}</translation>
    </message>
    <message>
        <source>Member since {at}</source>
        <translation>Участник с {at}</translation>
    </message>
    <message>
        <source>{day} – {points}</source>
        <translation>{day} – {points}</translation>
    </message>
    <message>
        <source>{membership} until {day}</source>
        <translation>{membership} до {day}</translation>
    </message>
    <message>
        <source>Privileges: {list}</source>
        <translation>Привилегии: {list}</translation>
    </message>
    <message>
        <source>No card</source>
        <translation>Карты нет</translation>
    </message>
    <message>
        <source>Cards: {list}</source>
        <translation>Карты: {list}</translation>
    </message>
    <message>
        <source>invited by {name}</source>
        <translation>по приглашению: {name}</translation>
    </message>
</context>
<context>
    <name>CustomerWindow</name>
    <message>
        <source>Kopilka · for the customer</source>
        <translation>Копилка · для покупателя</translation>
    </message>
    <message>
        <source>The customer&apos;s screen</source>
        <translation>Экран покупателя</translation>
    </message>
</context>
<context>
    <name>Deeds</name>
    <message>
        <source>Signed on ({how})</source>
        <translation>Вход ({how})</translation>
    </message>
    <message>
        <source>Signed off</source>
        <translation>Выход</translation>
    </message>
    <message>
        <source>Till locked ({how})</source>
        <translation>Касса заперта ({how})</translation>
    </message>
    <message>
        <source>Till unlocked ({how})</source>
        <translation>Касса отперта ({how})</translation>
    </message>
    <message>
        <source>Took over the open receipt of {from_name}: {sum_kopecks}</source>
        <translation>Принят открытый чек, {from_name}: {sum_kopecks}</translation>
    </message>
    <message>
        <source>Discount {value} on {item}</source>
        <translation>Скидка {value}: {item}</translation>
    </message>
    <message>
        <source>Discount {value} on the whole receipt</source>
        <translation>Скидка {value} на весь чек</translation>
    </message>
    <message>
        <source>Price of {item}: {was_kopecks}, now {price_kopecks}</source>
        <translation>Цена {item}: было {was_kopecks}, стало {price_kopecks}</translation>
    </message>
    <message>
        <source>Fewer of {item}: {was}, now {quantity}</source>
        <translation>Меньше: {item}, было {was}, стало {quantity}</translation>
    </message>
    <message>
        <source>Line removed: {item}, {quantity}, {sum_kopecks}</source>
        <translation>Строка убрана: {item}, {quantity}, {sum_kopecks}</translation>
    </message>
    <message>
        <source>Receipt voided: lines {lines}, {sum_kopecks}</source>
        <translation>Чек аннулирован: строк {lines}, {sum_kopecks}</translation>
    </message>
    <message>
        <source>Receipt put aside: lines {lines}, {sum_kopecks}</source>
        <translation>Чек отложен: строк {lines}, {sum_kopecks}</translation>
    </message>
    <message>
        <source>Receipt taken up again: lines {lines}, {sum_kopecks}</source>
        <translation>Отложенный чек взят: строк {lines}, {sum_kopecks}</translation>
    </message>
    <message>
        <source>Receipt put aside voided: lines {lines}, {sum_kopecks}</source>
        <translation>Отложенный чек аннулирован: строк {lines}, {sum_kopecks}</translation>
    </message>
    <message>
        <source>Shift closed over receipts put aside: {baskets}, {sum_kopecks}</source>
        <translation>Смена закрыта с отложенными чеками: {baskets}, {sum_kopecks}</translation>
    </message>
    <message>
        <source>Quick keys arranged: pages {pages}, keys {keys}</source>
        <translation>Быстрые товары: страниц {pages}, товаров {keys}</translation>
    </message>
    <message>
        <source>Customer&apos;s card shown, and not used on a receipt</source>
        <translation>Карта покупателя показана и в чеке не использована</translation>
    </message>
    <message>
        <source>Customer&apos;s card {card} blocked</source>
        <translation>Карта клиента {card} заблокирована</translation>
    </message>
    <message>
        <source>Customer&apos;s card {card} taken up again</source>
        <translation>Карта клиента {card} снова действует</translation>
    </message>
    <message>
        <source>Looked at a customer&apos;s phone</source>
        <translation>Просмотр телефона клиента</translation>
    </message>
    <message>
        <source>Changed a customer&apos;s phone</source>
        <translation>Сменил телефон клиента</translation>
    </message>
    <message>
        <source>Vouched for a customer&apos;s phone</source>
        <translation>Телефон клиента подтверждён без кода</translation>
    </message>
    <message>
        <source>Two customers&apos; accounts made one</source>
        <translation>Два счёта клиентов объединены</translation>
    </message>
    <message>
        <source>Order {number} cancelled, prepaid {sum_kopecks}</source>
        <translation>Отменён заказ {number}, предоплата {sum_kopecks}</translation>
    </message>
    <message>
        <source>Z report {number} accepted, difference {over_short_kopecks}</source>
        <translation>Принят Z-отчёт {number}, разница {over_short_kopecks}</translation>
    </message>
    <message>
        <source>Return {number} without a receipt: {sum_kopecks}</source>
        <translation>Возврат {number} без чека: {sum_kopecks}</translation>
    </message>
    <message>
        <source>PIN</source>
        <translation>ПИН</translation>
    </message>
    <message>
        <source>badge</source>
        <translation>бейдж</translation>
    </message>
    <message>
        <source>by key</source>
        <translation>клавишей</translation>
    </message>
    <message>
        <source>by itself</source>
        <translation>сама</translation>
    </message>
</context>
<context>
    <name>DeedsModel</name>
    <message>
        <source>When</source>
        <translation>Когда</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Кто</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Что</translation>
    </message>
    <message>
        <source>Approved</source>
        <translation>Разрешил</translation>
    </message>
</context>
<context>
    <name>Devices</name>
    <message>
        <source>Keyboard scanner</source>
        <translation>Сканер-клавиатура</translation>
    </message>
    <message>
        <source>Serial scanner</source>
        <translation>Сканер (порт)</translation>
    </message>
    <message>
        <source>Scanner</source>
        <translation>Сканер</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>Камера</translation>
    </message>
    <message>
        <source>Receipt printer</source>
        <translation>Принтер чеков</translation>
    </message>
    <message>
        <source>Cash drawer</source>
        <translation>Денежный ящик</translation>
    </message>
    <message>
        <source>Fiscal registrar</source>
        <translation>Фискальный регистратор</translation>
    </message>
    <message>
        <source>Customer display</source>
        <translation>Дисплей покупателя</translation>
    </message>
    <message>
        <source>Scale</source>
        <translation>Весы</translation>
    </message>
    <message>
        <source>connected</source>
        <translation>подключён</translation>
    </message>
    <message>
        <source>not connected</source>
        <translation>нет связи</translation>
    </message>
    <message>
        <source>no paper</source>
        <translation>нет бумаги</translation>
    </message>
    <message>
        <source>the cover is open</source>
        <translation>открыта крышка</translation>
    </message>
    <message>
        <source>does not print</source>
        <translation>не печатает</translation>
    </message>
    <message>
        <source>printed: {title}</source>
        <translation>напечатано: {title}</translation>
    </message>
    <message>
        <source>was told to open</source>
        <translation>команда открыть подана</translation>
    </message>
    <message>
        <source>the test failed: {reason}</source>
        <translation>проверка не удалась: {reason}</translation>
    </message>
    <message>
        <source>ready at {port}</source>
        <translation>готов, {port}</translation>
    </message>
    <message>
        <source>not plugged in</source>
        <translation>не подключено</translation>
    </message>
    <message>
        <source>cannot be opened: {reason}</source>
        <translation>не открывается: {reason}</translation>
    </message>
    <message>
        <source>read {kind}, {length} characters</source>
        <translation>прочтён {kind}, знаков: {length}</translation>
    </message>
    <message>
        <source>a code broke off half-way</source>
        <translation>код прочитан не до конца</translation>
    </message>
    <message>
        <source>learnt: scans type faster than {threshold} ms a key</source>
        <translation>настроен: порог {threshold} мс на знак</translation>
    </message>
    <message>
        <source>looks for codes</source>
        <translation>ищет коды</translation>
    </message>
    <message>
        <source>not chosen</source>
        <translation>не выбрана</translation>
    </message>
    <message>
        <source>the film is over</source>
        <translation>запись кончилась</translation>
    </message>
    <message>
        <source>gives no pictures: {reason}</source>
        <translation>нет изображения: {reason}</translation>
    </message>
    <message>
        <source>a library is missing</source>
        <translation>не хватает библиотеки</translation>
    </message>
    <message>
        <source>looks for codes, without zbar</source>
        <translation>ищет коды, без zbar</translation>
    </message>
    <message>
        <source>shows {weight} kg</source>
        <translation>показывают {weight} кг</translation>
    </message>
    <message>
        <source>answers, {waiting} receipts wait for it</source>
        <translation>отвечает, в очереди чеков: {waiting}</translation>
    </message>
    <message>
        <source>receipt {number} registered, document {document}</source>
        <translation>чек {number} пробит, документ {document}</translation>
    </message>
    <message>
        <source>shift {number} registered, document {document}</source>
        <translation>смена {number} пробита, документ {document}</translation>
    </message>
    <message>
        <source>shows: {upper} / {lower}</source>
        <translation>показывает: {upper} / {lower}</translation>
    </message>
    <message>
        <source>not connected: {reason}</source>
        <translation>нет связи: {reason}</translation>
    </message>
    <message>
        <source>was told to show a line</source>
        <translation>строки переданы</translation>
    </message>
    <message>
        <source>The library zbar is missing: worn bar codes are read worse</source>
        <translation>Нет библиотеки zbar: потёртые штрихкоды читаются хуже</translation>
    </message>
    <message>
        <source>The library OpenCV is missing: the camera reads nothing</source>
        <translation>Нет библиотеки OpenCV: камера не читает коды</translation>
    </message>
    <message>
        <source>The printer {place} is plugged in, its driver is not loaded</source>
        <translation>Принтер {place} подключён, но его драйвер не загружен</translation>
    </message>
    <message>
        <source>No permission for {place}. Sign out of the system afterwards</source>
        <translation>Нет прав на {place}. После команды выйдите из системы и войдите снова</translation>
    </message>
    <message>
        <source>Scan any code: it appears here. F4 learns its speed and last key</source>
        <translation>Считайте любой код: он появится здесь. F4 узнаёт скорость и последнюю клавишу</translation>
    </message>
    <message>
        <source>Scan any code: it appears here</source>
        <translation>Считайте любой код: он появится здесь</translation>
    </message>
    <message>
        <source>Enter shows what it sees: hold a code before it</source>
        <translation>Enter показывает изображение: поднесите код</translation>
    </message>
    <message>
        <source>Enter prints a slip: all letters legible, bar code and QR readable, paper cut</source>
        <translation>Enter печатает листок: буквы видны, штрихкод и QR читаются, бумага отрезана</translation>
    </message>
    <message>
        <source>Enter opens the drawer: it springs open once</source>
        <translation>Enter открывает ящик: он выдвигается один раз</translation>
    </message>
    <message>
        <source>Enter asks the registrar how it is; nothing is registered</source>
        <translation>Enter спрашивает состояние; ничего не пробивается</translation>
    </message>
    <message>
        <source>Enter shows two lines: both legible from the counter</source>
        <translation>Enter показывает две строки: обе видны от прилавка</translation>
    </message>
    <message>
        <source>Put something on it, Enter weighs it: the same weight here</source>
        <translation>Положите товар, Enter взвешивает: здесь тот же вес</translation>
    </message>
    <message>
        <source>nothing heard yet</source>
        <translation>ещё не отвечал</translation>
    </message>
    <message>
        <source>waits for a scan</source>
        <translation>ждёт скан</translation>
    </message>
    <message>
        <source>told: {key}</source>
        <translation>сообщение: {key}</translation>
    </message>
    <message>
        <source>shows: {upper}</source>
        <translation>показывает: {upper}</translation>
    </message>
    <message>
        <source>a code</source>
        <translation>код</translation>
    </message>
    <message>
        <source>simulated</source>
        <translation>имитация</translation>
    </message>
    <message>
        <source>into the folder {folder}</source>
        <translation>в папку {folder}</translation>
    </message>
    <message>
        <source>into a folder of the till, nothing comes out on paper</source>
        <translation>в папку кассы, на бумаге ничего не выходит</translation>
    </message>
</context>
<context>
    <name>DevicesModel</name>
    <message>
        <source>Device</source>
        <translation>Устройство</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Состояние</translation>
    </message>
    <message>
        <source>Last event</source>
        <translation>Последнее событие</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Время</translation>
    </message>
</context>
<context>
    <name>DevicesScreen</name>
    <message>
        <source>Devices of this till</source>
        <translation>Устройства этой кассы</translation>
    </message>
    <message>
        <source>Test it  Enter</source>
        <translation>Проверить  Enter</translation>
    </message>
    <message>
        <source>Back  Esc</source>
        <translation>Назад  Esc</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Справка</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>Камера</translation>
    </message>
    <message>
        <source>Learn scanner</source>
        <translation>Настр. сканер</translation>
    </message>
    <message>
        <source>Print checklist</source>
        <translation>Печать списка</translation>
    </message>
    <message>
        <source>Save checklist</source>
        <translation>Список в файл</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Цвета</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>Проверить</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Назад</translation>
    </message>
    <message>
        <source>a code</source>
        <translation>код</translation>
    </message>
    <message>
        <source>Read {kind}:
{text}</source>
        <translation>Прочтено, {kind}:
{text}</translation>
    </message>
    <message>
        <source>Scan any code now</source>
        <translation>Считайте любой код</translation>
    </message>
    <message>
        <source>Testing…</source>
        <translation>Проверка…</translation>
    </message>
    <message>
        <source>Present a code</source>
        <translation>Показать код</translation>
    </message>
    <message>
        <source>Registered by hand</source>
        <translation>Пробит вручную</translation>
    </message>
    <message>
        <source>Only if {number} was registered at the registrar itself, by a correction receipt</source>
        <translation>Только если {number} уже пробит на самом регистраторе чеком коррекции</translation>
    </message>
    <message>
        <source>{place} of {count}, {key}: the next</source>
        <translation>{place} из {count}, {key} – следующий</translation>
    </message>
    <message>
        <source>Manager&apos;s PIN. Enter – registered, Esc – no</source>
        <translation>ПИН управляющего. Enter – пробит, Esc – нет</translation>
    </message>
    <message>
        <source>Noted: it was registered by hand</source>
        <translation>Записано: пробит вручную</translation>
    </message>
    <message>
        <source>The checklist was sent to the printer</source>
        <translation>Список отправлен на принтер</translation>
    </message>
    <message>
        <source>Saved, print it from any computer:
{path}</source>
        <translation>Сохранено, печатайте с любого компьютера:
{path}</translation>
    </message>
</context>
<context>
    <name>Dialog</name>
    <message>
        <source>Finish with Enter, or leave with Esc, then pay</source>
        <translation>Закончите клавишей Enter или выйдите по Esc, потом оплата</translation>
    </message>
</context>
<context>
    <name>DiscountDialog</name>
    <message>
        <source>Discount on the WHOLE receipt in %, then Enter</source>
        <translation>Скидка на ВЕСЬ чек в %, затем Enter</translation>
    </message>
    <message>
        <source>Discount on the WHOLE receipt in roubles, then Enter</source>
        <translation>Скидка на ВЕСЬ чек в рублях, затем Enter</translation>
    </message>
    <message>
        <source>Discount on line {number} in %, then Enter</source>
        <translation>Скидка на строку {number} в %, затем Enter</translation>
    </message>
    <message>
        <source>Discount on line {number} in roubles, then Enter</source>
        <translation>Скидка на строку {number} в рублях, затем Enter</translation>
    </message>
    <message>
        <source>The whole receipt</source>
        <translation>Весь чек</translation>
    </message>
    <message>
        <source>{item}. Up to {limit}; nobody here may give more</source>
        <translation>{item}. До {limit}; больше здесь дать никто не может</translation>
    </message>
    <message>
        <source>{item}. Your limit is {limit}; above it, {pin} is needed</source>
        <translation>{item}. Ваш предел {limit}; выше нужен {pin}</translation>
    </message>
    <message>
        <source>New price</source>
        <translation>Своя цена</translation>
    </message>
    <message>
        <source>In roubles</source>
        <translation>В рублях</translation>
    </message>
    <message>
        <source>In %</source>
        <translation>В %</translation>
    </message>
    <message>
        <source>This line</source>
        <translation>Эта строка</translation>
    </message>
    <message>
        <source>Whole receipt</source>
        <translation>Весь чек</translation>
    </message>
    <message>
        <source>No discount</source>
        <translation>Без скидки</translation>
    </message>
    <message>
        <source>Not a discount. Type a number, for example 5</source>
        <translation>Это не скидка. Введите число, например 5</translation>
    </message>
    <message>
        <source>Discount approved: {name}</source>
        <translation>Скидка разрешена: {name}</translation>
    </message>
</context>
<context>
    <name>ExtrasDialog</name>
    <message>
        <source>Money and gifts</source>
        <translation>Деньги и подарки</translation>
    </message>
    <message>
        <source>Press the digit</source>
        <translation>Нажмите цифру</translation>
    </message>
    <message>
        <source>Top up the money account</source>
        <translation>Пополнить счёт покупателя</translation>
    </message>
    <message>
        <source>Gift certificate: sell, check, block</source>
        <translation>Подарочный сертификат: продать, проверить, заблокировать</translation>
    </message>
    <message>
        <source>Gifts for points</source>
        <translation>Подарки за баллы</translation>
    </message>
    <message>
        <source>Points for a sum, without goods</source>
        <translation>Баллы за сумму, без товаров</translation>
    </message>
    <message>
        <source>This shop has no money accounts</source>
        <translation>В этом магазине нет счетов покупателей</translation>
    </message>
    <message>
        <source>The programme has no gifts for points</source>
        <translation>В программе нет подарков за баллы</translation>
    </message>
    <message>
        <source>This is for a customer: choose the customer first</source>
        <translation>Это для клиента: сначала назовите его</translation>
    </message>
</context>
<context>
    <name>Finishing</name>
    <message>
        <source>⚠ Receipt {number} is stored, but its paper could not be made: print it with {key}</source>
        <translation>⚠ Чек {number} сохранён, но напечатать его не удалось: печать из списка – {key}</translation>
    </message>
    <message>
        <source>Receipt {number} · paid {sum}</source>
        <translation>Чек {number} · оплачено {sum}</translation>
    </message>
    <message>
        <source>CHANGE</source>
        <translation>СДАЧА</translation>
    </message>
    <message>
        <source>Return {number} to receipt {sale}</source>
        <translation>Возврат {number} по чеку {sale}</translation>
    </message>
    <message>
        <source>Return {number} without a receipt</source>
        <translation>Возврат {number} без чека</translation>
    </message>
    <message>
        <source>HAND BACK IN CASH</source>
        <translation>ВЫДАТЬ НАЛИЧНЫМИ</translation>
    </message>
    <message>
        <source>Kept on the money account: {sum}</source>
        <translation>Оставлено на счёте: {sum}</translation>
    </message>
    <message>
        <source>Points spent: {points}</source>
        <translation>Списано баллов: {points}</translation>
    </message>
    <message>
        <source>Points earned: {points}</source>
        <translation>Начислено баллов: {points}</translation>
    </message>
    <message>
        <source>Points now: {points}</source>
        <translation>Баллов теперь: {points}</translation>
    </message>
    <message>
        <source>Points owed now: {points}</source>
        <translation>Долг по баллам теперь: {points}</translation>
    </message>
</context>
<context>
    <name>FirstLoadScreen</name>
    <message>
        <source>The first load of this till</source>
        <translation>Первая загрузка кассы</translation>
    </message>
    <message>
        <source>Goods, customers, staff and the programme come from the server. It happens once.</source>
        <translation>Товары, клиенты, сотрудники и программа лояльности приходят с сервера. Это бывает один раз.</translation>
    </message>
    <message>
        <source>The first load is under way</source>
        <translation>Идёт первая загрузка</translation>
    </message>
    <message>
        <source>Goods loaded: {count}</source>
        <translation>Загружено товаров: {count}</translation>
    </message>
    <message>
        <source>○ Connecting to the server…</source>
        <translation>○ Соединяемся с сервером…</translation>
    </message>
    <message>
        <source>● The server answers, loading…</source>
        <translation>● Сервер отвечает, загружаем…</translation>
    </message>
    <message>
        <source>▲ No connection to the server. Check the cable; the till tries again by itself</source>
        <translation>▲ Нет связи с сервером. Проверьте кабель; касса сама пробует ещё раз</translation>
    </message>
    <message>
        <source>▲ The server does not answer. The till tries again by itself</source>
        <translation>▲ Сервер не отвечает. Касса сама пробует ещё раз</translation>
    </message>
    <message>
        <source>▲ The network asks for a sign-on before it lets the till through. Call whoever keeps the network; the till tries again by itself</source>
        <translation>▲ Сеть требует входа, прежде чем пропустит кассу. Позовите того, кто отвечает за сеть; касса пробует снова сама</translation>
    </message>
    <message>
        <source>▲ The server refuses this till. Call the office: the till must be enrolled</source>
        <translation>▲ Сервер не принимает эту кассу. Позвоните в офис: кассу нужно подключить</translation>
    </message>
    <message>
        <source>▲ Who answers is not our server: its key is another. Call the office</source>
        <translation>▲ Отвечает не наш сервер: его ключ другой. Позвоните в офис</translation>
    </message>
    <message>
        <source>Goods still to come: {count}</source>
        <translation>Осталось загрузить товаров: {count}</translation>
    </message>
    <message>
        <source>Customers still to come: {count}</source>
        <translation>Осталось загрузить клиентов: {count}</translation>
    </message>
    <message>
        <source>Accounts of points still to come: {count}</source>
        <translation>Осталось загрузить счетов с баллами: {count}</translation>
    </message>
    <message>
        <source>Still to come: {count}</source>
        <translation>Осталось загрузить: {count}</translation>
    </message>
</context>
<context>
    <name>FormDialog</name>
    <message>
        <source>Name</source>
        <translation>Имя</translation>
    </message>
    <message>
        <source>E-mail address, empty for none</source>
        <translation>Электронная почта, пусто – нет</translation>
    </message>
    <message>
        <source>Birthday, for example 02.05.1988, empty for none</source>
        <translation>День рождения, например 02.05.1988, пусто – нет</translation>
    </message>
    <message>
        <source>Form, {n} of 3. Enter keeps it as it is, Esc changes nothing</source>
        <translation>Анкета, {n} из 3. Enter – оставить как есть, Esc – ничего не менять</translation>
    </message>
    <message>
        <source>Type the customer&apos;s name</source>
        <translation>Введите имя клиента</translation>
    </message>
    <message>
        <source>Not a day: type for example 02.05.1988</source>
        <translation>Это не дата: введите, например, 02.05.1988</translation>
    </message>
    <message>
        <source>The form is kept</source>
        <translation>Анкета записана</translation>
    </message>
</context>
<context>
    <name>FreeReturn</name>
    <message>
        <source>No.</source>
        <translation>№</translation>
    </message>
    <message>
        <source>Goods</source>
        <translation>Товар</translation>
    </message>
    <message>
        <source>Quantity</source>
        <translation>Кол-во</translation>
    </message>
    <message>
        <source>Refund</source>
        <translation>Вернётся</translation>
    </message>
</context>
<context>
    <name>FreeReturnScreen</name>
    <message>
        <source>Returned goods</source>
        <translation>Возвращаемые товары</translation>
    </message>
    <message>
        <source>REFUND IN CASH</source>
        <translation>ВЕРНЁТСЯ НАЛИЧНЫМИ</translation>
    </message>
    <message>
        <source>Refund in cash</source>
        <translation>Вернётся наличными</translation>
    </message>
    <message>
        <source>Return  {key}</source>
        <translation>Возврат  {key}</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Справка</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Назад</translation>
    </message>
    <message>
        <source>Remove line</source>
        <translation>Убрать строку</translation>
    </message>
    <message>
        <source>Return</source>
        <translation>Возврат</translation>
    </message>
    <message>
        <source>With a receipt</source>
        <translation>По чеку</translation>
    </message>
    <message>
        <source>Scan goods first, then *3 makes it three</source>
        <translation>Сначала сканируйте товар, затем *3 – три штуки</translation>
    </message>
    <message>
        <source>Not a quantity: type for example *3</source>
        <translation>Это не количество: введите, например, *3</translation>
    </message>
    <message>
        <source>Several goods have this code</source>
        <translation>У этого кода несколько товаров</translation>
    </message>
    <message>
        <source>Why without a receipt?</source>
        <translation>Почему без чека?</translation>
    </message>
    <message>
        <source>The receipt is lost</source>
        <translation>Чек утерян</translation>
    </message>
    <message>
        <source>A gift</source>
        <translation>Подарок</translation>
    </message>
    <message>
        <source>The receipt cannot be read</source>
        <translation>Чек не читается</translation>
    </message>
    <message>
        <source>A second person: {pin} and Enter, or the badge</source>
        <translation>Введите {pin} или сканируйте бейдж</translation>
    </message>
    <message>
        <source>Scan the goods, or type an article; *3 – three of them</source>
        <translation>Сканируйте товар или введите артикул; *3 – три штуки</translation>
    </message>
    <message>
        <source>Without a receipt goods are refunded at today&apos;s price for everybody, in cash. Points are neither given back nor taken</source>
        <translation>Без чека товар возвращается по сегодняшней общей цене, наличными. Баллы не возвращаются и не забираются</translation>
    </message>
    <message>
        <source>Why? A digit, or your own words and Enter</source>
        <translation>Почему? Цифра или свои слова и Enter</translation>
    </message>
    <message>
        <source>Which goods? Press the digit</source>
        <translation>Какой товар? Нажмите цифру</translation>
    </message>
</context>
<context>
    <name>GoodsChoiceDialog</name>
    <message>
        <source>This code names several goods</source>
        <translation>Под этим кодом несколько товаров</translation>
    </message>
    <message>
        <source>Which of them? Press the digit</source>
        <translation>Который из них? Нажмите цифру</translation>
    </message>
</context>
<context>
    <name>Greeting</name>
    <message>
        <source>Customer: {name}</source>
        <translation>Клиент: {name}</translation>
    </message>
    <message>
        <source>The phone is not confirmed: points are earned, not spent</source>
        <translation>Телефон не подтверждён: баллы копятся, но не тратятся</translation>
    </message>
    <message>
        <source>Offers: {offers}</source>
        <translation>Для клиента: {offers}</translation>
    </message>
</context>
<context>
    <name>GreetingPage</name>
    <message>
        <source>Welcome!</source>
        <translation>Добро пожаловать!</translation>
    </message>
</context>
<context>
    <name>Held</name>
    <message>
        <source>{item} and {count} more</source>
        <translation>{item} и ещё {count}</translation>
    </message>
    <message>
        <source>Receipt</source>
        <translation>Чек</translation>
    </message>
</context>
<context>
    <name>HeldAtClose</name>
    <message>
        <source>Type {pin}</source>
        <translation>Введите {pin}</translation>
    </message>
    <message>
        <source>The shift is closed</source>
        <translation>Смена закрывается</translation>
    </message>
</context>
<context>
    <name>HeldDialog</name>
    <message>
        <source>Receipts put aside</source>
        <translation>Отложенные чеки</translation>
    </message>
    <message>
        <source>Void the marked receipt? {key} – yes, Esc – no</source>
        <translation>Аннулировать отмеченный чек? {key} – да, Esc – нет</translation>
    </message>
    <message>
        <source>Which one? Press the digit</source>
        <translation>Который? Нажмите цифру</translation>
    </message>
    <message>
        <source>It comes back at today&apos;s prices. ↑ ↓ mark one, Enter resumes it</source>
        <translation>Чек вернётся по нынешним ценам. ↑ ↓ – отметить, Enter – взять</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Взять</translation>
    </message>
    <message>
        <source>Resumed: it was {was}, now it is {now}</source>
        <translation>Чек взят: было {was}, теперь {now}</translation>
    </message>
    <message>
        <source>Resumed. {note}</source>
        <translation>Чек снова открыт. {note}</translation>
    </message>
    <message>
        <source>Void it!</source>
        <translation>Сторно!</translation>
    </message>
    <message>
        <source>Void</source>
        <translation>Сторно</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Заметка</translation>
    </message>
    <message>
        <source>The receipt that was put aside is void</source>
        <translation>Отложенный чек аннулирован</translation>
    </message>
</context>
<context>
    <name>HeldNoteDialog</name>
    <message>
        <source>Note: what tells this customer from others, then Enter</source>
        <translation>Заметка: как узнать покупателя, затем Enter</translation>
    </message>
</context>
<context>
    <name>HelpOverlay</name>
    <message>
        <source>Keys</source>
        <translation>Клавиши</translation>
    </message>
    <message>
        <source>Close  Esc</source>
        <translation>Закрыть  Esc</translation>
    </message>
    <message>
        <source>Lock the till</source>
        <translation>Запереть кассу</translation>
    </message>
    <message>
        <source>Other colours: dark, high contrast</source>
        <translation>Другие цвета: тёмные, контрастные</translation>
    </message>
    <message>
        <source>All by card</source>
        <translation>Всё картой</translation>
    </message>
    <message>
        <source>Cash, or parts</source>
        <translation>Наличные или частями</translation>
    </message>
    <message>
        <source>Choose a line, from anywhere</source>
        <translation>Выбрать строку, всегда</translation>
    </message>
    <message>
        <source>Quantity of the line</source>
        <translation>Количество в строке</translation>
    </message>
    <message>
        <source>Three of the next goods: type, Enter, scan</source>
        <translation>Три штуки: ввести, Enter, скан</translation>
    </message>
    <message>
        <source>Remove the line</source>
        <translation>Убрать строку</translation>
    </message>
    <message>
        <source>code Enter</source>
        <translation>код Enter</translation>
    </message>
    <message>
        <source>Article, bar code, phone, card</source>
        <translation>Артикул, штрихкод, телефон, карта</translation>
    </message>
    <message>
        <source>Goods by one key</source>
        <translation>Товары одной клавишей</translation>
    </message>
    <message>
        <source>Why it costs so much</source>
        <translation>Почему столько стоит</translation>
    </message>
    <message>
        <source>Certificates, money account, gifts</source>
        <translation>Сертификаты, счёт, подарки</translation>
    </message>
    <message>
        <source>words {key}</source>
        <translation>слова {key}</translation>
    </message>
    <message>
        <source>Put aside with a note</source>
        <translation>Отложить с заметкой</translation>
    </message>
    <message>
        <source>By card: all the rest, or the sum typed</source>
        <translation>Картой: весь остаток или введённая сумма</translation>
    </message>
    <message>
        <source>Cash: exact, or the sum typed</source>
        <translation>Наличные: без сдачи или введённая сумма</translation>
    </message>
    <message>
        <source>All points, or what was typed</source>
        <translation>Все баллы или введённое</translation>
    </message>
    <message>
        <source>The whole receipt, or a line</source>
        <translation>Весь чек или строка</translation>
    </message>
    <message>
        <source>Two pieces of the line in points</source>
        <translation>Две штуки строки баллами</translation>
    </message>
    <message>
        <source>2p</source>
        <translation>2ш</translation>
    </message>
    <message>
        <source>Nothing on this line</source>
        <translation>На этой строке ничего</translation>
    </message>
    <message>
        <source>Choose, or read the report on</source>
        <translation>Выбрать или читать отчёт дальше</translation>
    </message>
    <message>
        <source>Read on, row by row</source>
        <translation>Листать по строкам</translation>
    </message>
    <message>
        <source>Choose a device</source>
        <translation>Выбрать устройство</translation>
    </message>
    <message>
        <source>Scan any code: it is shown, not sold</source>
        <translation>Считанный код показан, не продан</translation>
    </message>
    <message>
        <source>Choose a camera</source>
        <translation>Выбрать камеру</translation>
    </message>
    <message>
        <source>Return everything</source>
        <translation>Вернуть всё</translation>
    </message>
    <message>
        <source>Choose a line</source>
        <translation>Выбрать строку</translation>
    </message>
    <message>
        <source>Nothing of this line</source>
        <translation>Из этой строки ничего</translation>
    </message>
</context>
<context>
    <name>History</name>
    <message>
        <source>When</source>
        <translation>Когда</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Что</translation>
    </message>
    <message>
        <source>Money</source>
        <translation>Деньги</translation>
    </message>
    <message>
        <source>Points</source>
        <translation>Баллы</translation>
    </message>
    <message>
        <source>The history begins here</source>
        <translation>Это начало истории</translation>
    </message>
    <message>
        <source>▼ Older: here, with ↓ or a finger</source>
        <translation>▼ Раньше: сюда стрелкой ↓ или пальцем</translation>
    </message>
    <message>
        <source>This till knows no more: the rest is with the server</source>
        <translation>Больше эта касса не знает: остальное на сервере</translation>
    </message>
    <message>
        <source>The server tells only its newest rows: it is too old</source>
        <translation>Сервер старой версии: рассказывает только последнее</translation>
    </message>
    <message>
        <source>Receipt {number}</source>
        <translation>Чек {number}</translation>
    </message>
    <message>
        <source>Return {number}</source>
        <translation>Возврат {number}</translation>
    </message>
    <message>
        <source>Opening balance</source>
        <translation>Баллы из прежней программы</translation>
    </message>
    <message>
        <source>Points expired</source>
        <translation>Сгорели баллы</translation>
    </message>
    <message>
        <source>Welcome: invited by a friend</source>
        <translation>Подарок: по приглашению друга</translation>
    </message>
    <message>
        <source>Points as a gift</source>
        <translation>Подарочные баллы</translation>
    </message>
    <message>
        <source>Set right by hand</source>
        <translation>Исправлено вручную</translation>
    </message>
    <message>
        <source>Two accounts became one</source>
        <translation>Два счёта объединены</translation>
    </message>
    <message>
        <source>Another operation</source>
        <translation>Другая операция</translation>
    </message>
    <message>
        <source>For a friend&apos;s first purchase</source>
        <translation>За первую покупку друга</translation>
    </message>
    <message>
        <source>A part of a friend&apos;s purchase</source>
        <translation>Доля с покупки друга</translation>
    </message>
    <message>
        <source>{what} · waits for the server</source>
        <translation>{what} · ждёт сервера</translation>
    </message>
</context>
<context>
    <name>JoinCard</name>
    <message>
        <source>Collect points: scan to join</source>
        <translation>Копите баллы: наведите камеру</translation>
    </message>
    <message>
        <source>QR code to join: {address}</source>
        <translation>QR-код для вступления: {address}</translation>
    </message>
</context>
<context>
    <name>JournalScreen</name>
    <message>
        <source>Who did what</source>
        <translation>Кто что делал</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Справка</translation>
    </message>
    <message>
        <source>To the shift</source>
        <translation>К смене</translation>
    </message>
    <message>
        <source>Older</source>
        <translation>Раньше</translation>
    </message>
    <message>
        <source>Journal: type {pin} and press Enter</source>
        <translation>Для журнала нужен {pin}, затем Enter</translation>
    </message>
    <message>
        <source>Nothing was written yet</source>
        <translation>Записей ещё нет</translation>
    </message>
    <message>
        <source>Who did what at this till, newest first</source>
        <translation>Кто что делал на этой кассе, новые сверху</translation>
    </message>
    <message>
        <source>Approved by {name}</source>
        <translation>Разрешение: {name}</translation>
    </message>
    <message>
        <source>Why: {reason}</source>
        <translation>Причина: {reason}</translation>
    </message>
</context>
<context>
    <name>LetterPad</name>
    <message>
        <source>Other letters and digits</source>
        <translation>Другие буквы и цифры</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>Пробел</translation>
    </message>
    <message>
        <source>Erase</source>
        <translation>Стереть</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Ввод</translation>
    </message>
</context>
<context>
    <name>LineTable</name>
    <message>
        <source>Lines of the receipt</source>
        <translation>Строки чека</translation>
    </message>
</context>
<context>
    <name>LinesModel</name>
    <message>
        <source>Goods</source>
        <translation>Товар</translation>
    </message>
    <message>
        <source>Qty</source>
        <translation>Кол-во</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>Цена</translation>
    </message>
    <message>
        <source>Discount</source>
        <translation>Скидка</translation>
    </message>
    <message>
        <source>Points</source>
        <translation>Баллы</translation>
    </message>
    <message>
        <source>Sum</source>
        <translation>Сумма</translation>
    </message>
    <message>
        <source>{quantity} kg</source>
        <translation>{quantity} кг</translation>
    </message>
    <message>
        <source>{taken} of {most}</source>
        <translation>{taken} из {most}</translation>
    </message>
    <message>
        <source>{pieces} of {all} pc = {sum}</source>
        <translation>{pieces} из {all} шт = {sum}</translation>
    </message>
    <message>
        <source>Top-up of the money account</source>
        <translation>Пополнение счёта</translation>
    </message>
    <message>
        <source>Gift certificate …{number}</source>
        <translation>Сертификат …{number}</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>№</translation>
    </message>
    <message>
        <source>no: {reason}</source>
        <translation>нельзя: {reason}</translation>
    </message>
    <message>
        <source>{pieces} of {all} pcs = {sum}</source>
        <translation>{pieces} из {all} шт = {sum}</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Kopilka · till {code}</source>
        <translation>Копилка · касса {code}</translation>
    </message>
    <message>
        <source>What the camera sees</source>
        <translation>Что видит камера</translation>
    </message>
</context>
<context>
    <name>MergeDialog</name>
    <message>
        <source>The other account: phone, its last 4 digits, or card</source>
        <translation>Другой счёт: телефон, 4 последние цифры или карта</translation>
    </message>
    <message>
        <source>The account on this page stays; the other one becomes part of it</source>
        <translation>Счёт этой страницы остаётся, другой вольётся в него</translation>
    </message>
    <message>
        <source>Points, receipts, cards and consents move; the history stays. The server does it when it hears</source>
        <translation>Баллы, чеки, карты и согласия перейдут, история сохранится. Объединит сервер, когда получит запись</translation>
    </message>
    <message>
        <source>⚠ Names or birthdays differ: make sure that it is one person</source>
        <translation>⚠ Имена или дни рождения разные: убедитесь, что это один человек</translation>
    </message>
    <message>
        <source>Merge them? Enter – yes, {key} – keep the other one</source>
        <translation>Объединить? Enter – да, {key} – остаётся другой</translation>
    </message>
    <message>
        <source>Merge</source>
        <translation>Объединить</translation>
    </message>
    <message>
        <source>Swap</source>
        <translation>Поменять</translation>
    </message>
    <message>
        <source>Several customers have these digits</source>
        <translation>Эти цифры у нескольких клиентов</translation>
    </message>
    <message>
        <source>What will happen</source>
        <translation>Что произойдёт</translation>
    </message>
    <message>
        <source>not known here</source>
        <translation>здесь неизвестно</translation>
    </message>
    <message>
        <source>and {n} cards</source>
        <translation>и карт: {n}</translation>
    </message>
    <message>
        <source>Stays: {name}</source>
        <translation>Остаётся: {name}</translation>
    </message>
    <message>
        <source>Merged into it: {name}</source>
        <translation>Вольётся: {name}</translation>
    </message>
    <message>
        <source>One person, two accounts</source>
        <translation>Один человек, два счёта</translation>
    </message>
    <message>
        <source>Lost phone, new number</source>
        <translation>Потерян телефон, новый номер</translation>
    </message>
    <message>
        <source>Registered twice by mistake</source>
        <translation>Зарегистрирован дважды по ошибке</translation>
    </message>
    <message>
        <source>Afterwards: {name}</source>
        <translation>После: {name}</translation>
    </message>
    <message>
        <source>The server makes the two one as soon as it hears of it; until then both are found</source>
        <translation>Сервер объединит счета, как только получит запись; до этого находятся оба</translation>
    </message>
</context>
<context>
    <name>NewPhoneDialog</name>
    <message>
        <source>Asking the server…</source>
        <translation>Спрашиваю сервер…</translation>
    </message>
    <message>
        <source>Enter – make the two accounts one, or type another number</source>
        <translation>Enter – объединить два счёта, или введите другой номер</translation>
    </message>
    <message>
        <source>The new phone number</source>
        <translation>Новый номер телефона</translation>
    </message>
    <message>
        <source>Code from the message to {phone}</source>
        <translation>Код из сообщения на {phone}</translation>
    </message>
    <message>
        <source>{phone}: {key} – a senior person approves</source>
        <translation>{phone}: {key} – подтверждает старший</translation>
    </message>
    <message>
        <source>Points, cards and history stay; the old number no longer finds this customer</source>
        <translation>Баллы, карты и история остаются; по старому номеру клиент больше не находится</translation>
    </message>
    <message>
        <source>▲ No link: a senior person approves; if the number is another&apos;s, the old one stays</source>
        <translation>▲ Нет связи: подтверждает старший; если номер чужой, останется старый</translation>
    </message>
    <message>
        <source>A code goes to the new number: the customer tells it</source>
        <translation>На новый номер уходит код: клиент его называет</translation>
    </message>
    <message>
        <source>Send again</source>
        <translation>Ещё раз</translation>
    </message>
    <message>
        <source>Senior person</source>
        <translation>Старший</translation>
    </message>
    <message>
        <source>The same person: make the two accounts one</source>
        <translation>Это один человек: объединить два счёта</translation>
    </message>
    <message>
        <source>No code was sent yet</source>
        <translation>Код ещё не отправлен</translation>
    </message>
    <message>
        <source>the old number is lost</source>
        <translation>старый номер утрачен</translation>
    </message>
    <message>
        <source>the number was written down wrong</source>
        <translation>номер записан с ошибкой</translation>
    </message>
    <message>
        <source>known to me in person</source>
        <translation>знаю его лично</translation>
    </message>
    <message>
        <source>The phone is changed: the old number no longer finds this customer</source>
        <translation>Телефон изменён: по старому номеру клиент больше не находится</translation>
    </message>
</context>
<context>
    <name>NumberDialog</name>
    <message>
        <source>Scan the certificate, or type its number</source>
        <translation>Сканируйте сертификат или введите номер</translation>
    </message>
    <message>
        <source>Not the number of a certificate. Scan it, or type it whole</source>
        <translation>Это не номер сертификата. Сканируйте или введите целиком</translation>
    </message>
</context>
<context>
    <name>NumberPad</name>
    <message>
        <source>.</source>
        <translation>,</translation>
    </message>
    <message>
        <source>Erase</source>
        <translation>Стереть</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Ввод</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Назад</translation>
    </message>
    <message>
        <source>Asterisk</source>
        <translation>Звёздочка</translation>
    </message>
    <message>
        <source>Point</source>
        <translation>Запятая</translation>
    </message>
</context>
<context>
    <name>Numbers</name>
    <message>
        <source>Asking the server about the order…</source>
        <translation>Спрашиваем сервер о заказе…</translation>
    </message>
    <message>
        <source>Asking the server about the coupon…</source>
        <translation>Спрашиваем сервер о купоне…</translation>
    </message>
</context>
<context>
    <name>PaymentParts</name>
    <message>
        <source>Exact</source>
        <translation>Без сдачи</translation>
    </message>
    <message>
        <source>Exact cash</source>
        <translation>Наличные без сдачи</translation>
    </message>
    <message>
        <source>Account  {key}</source>
        <translation>Со счёта  {key}</translation>
    </message>
    <message>
        <source>Certificate  {key}</source>
        <translation>Сертификат  {key}</translation>
    </message>
    <message>
        <source>Change to account  {key}</source>
        <translation>Сдачу на счёт  {key}</translation>
    </message>
    <message>
        <source>Pay from the money account</source>
        <translation>Оплатить со счёта покупателя</translation>
    </message>
    <message>
        <source>Pay with a certificate</source>
        <translation>Оплатить сертификатом</translation>
    </message>
    <message>
        <source>Leave the change on the money account</source>
        <translation>Оставить сдачу на счёте покупателя</translation>
    </message>
    <message>
        <source>STILL TO PAY</source>
        <translation>ОСТАЛОСЬ ОПЛАТИТЬ</translation>
    </message>
    <message>
        <source>Still to pay</source>
        <translation>Осталось оплатить</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Сдача</translation>
    </message>
    <message>
        <source>Cash  {key}</source>
        <translation>Наличные  {key}</translation>
    </message>
    <message>
        <source>Card  {key}</source>
        <translation>Карта  {key}</translation>
    </message>
</context>
<context>
    <name>PaymentScreen</name>
    <message>
        <source>Help</source>
        <translation>Справка</translation>
    </message>
    <message>
        <source>Cash</source>
        <translation>Наличные</translation>
    </message>
    <message>
        <source>Certificate</source>
        <translation>Сертификат</translation>
    </message>
    <message>
        <source>Remove payment</source>
        <translation>Убрать оплату</translation>
    </message>
    <message>
        <source>To the goods</source>
        <translation>К товарам</translation>
    </message>
    <message>
        <source>From the money account</source>
        <translation>С денежного счёта</translation>
    </message>
    <message>
        <source>By a gift certificate</source>
        <translation>Подарочным сертификатом</translation>
    </message>
    <message>
        <source>Keep the change on the account</source>
        <translation>Оставить сдачу на счёте</translation>
    </message>
    <message>
        <source>Payment has begun: Esc goes back to the goods</source>
        <translation>Идёт оплата: Esc – назад к товарам</translation>
    </message>
    <message>
        <source>Not the number of a certificate. Scan it, or type it whole</source>
        <translation>Это не номер сертификата. Сканируйте или введите целиком</translation>
    </message>
    <message>
        <source>Scan the certificate, or type its number</source>
        <translation>Сканируйте сертификат или введите номер</translation>
    </message>
    <message>
        <source>Left on the certificate: {sum}</source>
        <translation>На сертификате осталось: {sum}</translation>
    </message>
    <message>
        <source>Left on the money account: {sum}</source>
        <translation>На счёте осталось: {sum}</translation>
    </message>
    <message>
        <source>Type the cash received first, then {key}</source>
        <translation>Сначала введите, сколько получено, затем {key}</translation>
    </message>
    <message>
        <source>The payment was removed: give the money back</source>
        <translation>Оплата убрана: верните деньги</translation>
    </message>
    <message>
        <source>The payment was removed: the money stays where it was</source>
        <translation>Оплата убрана: деньги остались, где были</translation>
    </message>
    <message>
        <source>Taken already: {sum}. Esc once more gives it back and returns to the goods</source>
        <translation>Уже принято: {sum}. Ещё раз Esc – вернуть деньги и перейти к товарам</translation>
    </message>
    <message>
        <source>Esc once more returns to the goods; certificates and the account keep their money</source>
        <translation>Ещё раз Esc – к товарам; деньги останутся на сертификатах и на счёте</translation>
    </message>
    <message>
        <source>Receipt: {sum}</source>
        <translation>Чек: {sum}</translation>
    </message>
    <message>
        <source>Cash received; Enter – exact {sum}</source>
        <translation>Получено наличными; Enter – ровно {sum}</translation>
    </message>
    <message>
        <source>Tell the customer: the account is running low</source>
        <translation>Скажите клиенту: на счёте мало</translation>
    </message>
    <message>
        <source>Not a sum. Type roubles, for example 500 or 12.50</source>
        <translation>Это не сумма. Введите рубли, например 500 или 12,50</translation>
    </message>
    <message>
        <source>All is paid: Enter finishes the receipt</source>
        <translation>Всё оплачено: Enter завершает чек</translation>
    </message>
    <message>
        <source>CHANGE</source>
        <translation>СДАЧА</translation>
    </message>
    <message>
        <source>A part of the sum: type it, then {cash} cash or {card} card. {card} alone – all the rest by card</source>
        <translation>Часть суммы: введите её, затем {cash} наличные или {card} карта. Только {card} – весь остаток картой</translation>
    </message>
</context>
<context>
    <name>PhoneCodeDialog</name>
    <message>
        <source>Asking the server…</source>
        <translation>Спрашиваем сервер…</translation>
    </message>
    <message>
        <source>No code: {key} – a senior person vouches</source>
        <translation>Кода нет: {key} – за телефон поручится старший</translation>
    </message>
    <message>
        <source>The {n}-digit code from the message</source>
        <translation>{n}-значный код из сообщения</translation>
    </message>
    <message>
        <source>A code was sent to the customer: ask for it</source>
        <translation>Код отправлен клиенту: спросите его</translation>
    </message>
    <message>
        <source>No code</source>
        <translation>Без кода</translation>
    </message>
    <message>
        <source>No message arrives</source>
        <translation>Сообщение не приходит</translation>
    </message>
    <message>
        <source>Known in the shop</source>
        <translation>Знаем клиента</translation>
    </message>
    <message>
        <source>Rang this till from the number</source>
        <translation>Звонок на кассу с этого номера</translation>
    </message>
    <message>
        <source>Points are earned already; they are spent once the phone is confirmed. Esc – later, at any till</source>
        <translation>Баллы уже копятся; тратить можно после подтверждения телефона. Esc – позже, на любой кассе</translation>
    </message>
    <message>
        <source>Send again</source>
        <translation>Ещё раз</translation>
    </message>
    <message>
        <source>No code was sent yet</source>
        <translation>Код ещё не отправлен</translation>
    </message>
    <message>
        <source>The phone is confirmed: points may be spent</source>
        <translation>Телефон подтверждён: баллы можно тратить</translation>
    </message>
</context>
<context>
    <name>PointsDialog</name>
    <message>
        <source>Spend or keep? Enter – spend {sum}, {keep} – keep, or type a sum</source>
        <translation>Списать или копить? Enter – списать {sum}, {keep} – копить, или сумма</translation>
    </message>
    <message>
        <source>Line {number}: no, {reason}</source>
        <translation>Строка {number}: нельзя, {reason}</translation>
    </message>
    <message>
        <source>Points on line {number}, up to {sum}</source>
        <translation>Баллы на строку {number}, до {sum}</translation>
    </message>
    <message>
        <source>Best use</source>
        <translation>Выгоднее</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Все</translation>
    </message>
    <message>
        <source>Pieces</source>
        <translation>Штуки</translation>
    </message>
    <message>
        <source>Whole ₽</source>
        <translation>До рубля</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Готово</translation>
    </message>
    <message>
        <source>Pieces go by line: press ↓ first. Here type roubles</source>
        <translation>Штуки – по строкам: сначала ↓. Здесь введите рубли</translation>
    </message>
    <message>
        <source>Not a sum, not pieces. Type 60 or 2p</source>
        <translation>Не сумма и не штуки. Введите 60 или 2ш</translation>
    </message>
    <message>
        <source>Enter: all points. A sum, then Enter: that much. ↓: line by line</source>
        <translation>Enter – все баллы. Сумма и Enter – столько. ↓ – по строкам</translation>
    </message>
    <message>
        <source>{sum} in points. Enter – done, or type another sum</source>
        <translation>Баллами {sum}. Enter – готово, или другая сумма</translation>
    </message>
    <message>
        <source>*: all points, 0: none. ↓: line by line</source>
        <translation>* – все баллы, 0 – ничего. ↓ – по строкам</translation>
    </message>
    <message>
        <source>Roubles and Enter, or pieces and {key}. *: maximum, 0: none</source>
        <translation>Рубли и Enter или штуки и {key}. * – максимум, 0 – ничего</translation>
    </message>
    <message>
        <source>Roubles and Enter. *: maximum, 0: none, ↑ ↓: another line</source>
        <translation>Рубли и Enter. * – максимум, 0 – ничего, ↑ ↓ – другая строка</translation>
    </message>
    <message>
        <source>Maximum</source>
        <translation>Максимум</translation>
    </message>
    <message>
        <source>This line</source>
        <translation>Эта строка</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Копить</translation>
    </message>
    <message>
        <source>Type a sum in roubles, for example 50 or 12.50</source>
        <translation>Введите сумму в рублях, например 50 или 12,50</translation>
    </message>
    <message>
        <source>No points on this line: {reason}</source>
        <translation>На эту строку нельзя: {reason}</translation>
    </message>
    <message>
        <source>Sold by weight: type roubles</source>
        <translation>Товар весовой: введите рубли</translation>
    </message>
    <message>
        <source>There are only {count} pieces</source>
        <translation>В строке только {count} шт</translation>
    </message>
    <message>
        <source>No more than {sum} is possible</source>
        <translation>Можно не больше {sum}</translation>
    </message>
    <message>
        <source>Best use: {spent} points pay, {earned} are earned</source>
        <translation>Выгоднее всего: списать {spent}, начислим {earned}</translation>
    </message>
    <message>
        <source>How many pieces? Type a whole number, then the key</source>
        <translation>Сколько штук? Введите целое число, затем клавишу</translation>
    </message>
</context>
<context>
    <name>Presenting</name>
    <message>
        <source>Code. Enter – now, {key} – in {seconds} s, Esc – done</source>
        <translation>Код. Enter – сейчас, {key} – через {seconds} с, Esc – готово</translation>
    </message>
    <message>
        <source>No code can hold so much. Type less</source>
        <translation>Столько не поместится ни в один код. Наберите короче</translation>
    </message>
    <message>
        <source>The code comes in {seconds} s: go to the sale</source>
        <translation>Код придёт через {seconds} с: перейдите к продаже</translation>
    </message>
    <message>
        <source>The code is shown to the device</source>
        <translation>Код показан прибору</translation>
    </message>
</context>
<context>
    <name>PriceDialog</name>
    <message>
        <source>Price of line {number} in roubles, then Enter</source>
        <translation>Цена строки {number} в рублях, затем Enter</translation>
    </message>
    <message>
        <source>{item}. Shelf price: {price}</source>
        <translation>{item}. На ценнике: {price}</translation>
    </message>
    <message>
        <source>Shelf price</source>
        <translation>Цена с полки</translation>
    </message>
    <message>
        <source>Not a price. Type roubles, for example 99.90</source>
        <translation>Это не цена. Введите рубли, например 99,90</translation>
    </message>
    <message>
        <source>Price approved: {name}</source>
        <translation>Цена разрешена: {name}</translation>
    </message>
</context>
<context>
    <name>QuantityDialog</name>
    <message>
        <source>Weight of line {number}, kg, then Enter</source>
        <translation>Вес строки {number} в кг, затем Enter</translation>
    </message>
    <message>
        <source>How many of line {number}, then Enter</source>
        <translation>Сколько в строке {number}, затем Enter</translation>
    </message>
    <message>
        <source>{item}: {quantity} now. Esc leaves it so</source>
        <translation>{item}: сейчас {quantity}. Esc – оставить так</translation>
    </message>
    <message>
        <source>Not a weight. Type kilograms, for example 0.254</source>
        <translation>Это не вес. Введите килограммы, например 0,254</translation>
    </message>
    <message>
        <source>Not a quantity. Type whole pieces; F8 removes the line</source>
        <translation>Это не количество. Введите целые штуки; F8 убирает строку</translation>
    </message>
</context>
<context>
    <name>QuestionPage</name>
    <message>
        <source>Please tell the cashier your answer</source>
        <translation>Скажите ответ кассиру</translation>
    </message>
</context>
<context>
    <name>Queue</name>
    <message>
        <source>Sale {number}</source>
        <translation>Чек {number}</translation>
    </message>
    <message>
        <source>Return {number}</source>
        <translation>Возврат {number}</translation>
    </message>
    <message>
        <source>Shift opened</source>
        <translation>Смена открыта</translation>
    </message>
    <message>
        <source>Cash in or out</source>
        <translation>Внесение или изъятие</translation>
    </message>
    <message>
        <source>Shift closed</source>
        <translation>Смена закрыта</translation>
    </message>
    <message>
        <source>Points given back</source>
        <translation>Отложенные баллы возвращены</translation>
    </message>
    <message>
        <source>Customer registered</source>
        <translation>Регистрация клиента</translation>
    </message>
    <message>
        <source>Card handed out</source>
        <translation>Выдана карта</translation>
    </message>
    <message>
        <source>Phone changed</source>
        <translation>Смена телефона</translation>
    </message>
    <message>
        <source>Consent given</source>
        <translation>Согласие получено</translation>
    </message>
    <message>
        <source>Consent taken back</source>
        <translation>Согласие отозвано</translation>
    </message>
    <message>
        <source>Card blocked</source>
        <translation>Карта заблокирована</translation>
    </message>
    <message>
        <source>Card taken up again</source>
        <translation>Карта снова действует</translation>
    </message>
    <message>
        <source>Customer&apos;s form</source>
        <translation>Анкета клиента</translation>
    </message>
    <message>
        <source>Phone vouched for</source>
        <translation>За телефон поручились</translation>
    </message>
    <message>
        <source>Phone looked at</source>
        <translation>Смотрели телефон</translation>
    </message>
    <message>
        <source>Two accounts made one</source>
        <translation>Два счёта объединены</translation>
    </message>
    <message>
        <source>Money of a certificate or account given back</source>
        <translation>Деньги сертификата или счёта возвращены</translation>
    </message>
    <message>
        <source>Certificate blocked or found</source>
        <translation>Сертификат заблокирован или найден</translation>
    </message>
    <message>
        <source>Coupon or order given back</source>
        <translation>Купон или заказ освобождён</translation>
    </message>
    <message>
        <source>Order cancelled</source>
        <translation>Заказ отменён</translation>
    </message>
    <message>
        <source>Points for a sum</source>
        <translation>Баллы за сумму</translation>
    </message>
    <message>
        <source>Gift for points</source>
        <translation>Подарок за баллы</translation>
    </message>
    <message>
        <source>Decision about a record</source>
        <translation>Решение по записи</translation>
    </message>
    <message>
        <source>The server is older than this till and does not know such records</source>
        <translation>Сервер старее кассы и не знает таких записей</translation>
    </message>
    <message>
        <source>The server is older than this till and cannot read the record</source>
        <translation>Сервер старее кассы и не может прочесть запись</translation>
    </message>
    <message>
        <source>The record cannot be read</source>
        <translation>Запись не читается</translation>
    </message>
    <message>
        <source>The server failed over this record again and again</source>
        <translation>Сервер раз за разом не справляется с этой записью</translation>
    </message>
    <message>
        <source>The record was changed on the way or on the disk</source>
        <translation>Запись изменилась в пути или на диске</translation>
    </message>
    <message>
        <source>The sums of the receipt do not add up</source>
        <translation>Суммы чека не сходятся</translation>
    </message>
    <message>
        <source>The server does not know the customer</source>
        <translation>Сервер не знает клиента</translation>
    </message>
    <message>
        <source>Sale and return name different customers</source>
        <translation>В чеке и возврате разные клиенты</translation>
    </message>
    <message>
        <source>This customer is there already</source>
        <translation>Такой клиент уже есть</translation>
    </message>
    <message>
        <source>The receipt does not say when its points expire</source>
        <translation>В чеке не сказано, когда сгорают баллы</translation>
    </message>
    <message>
        <source>The earned points of the receipt do not add up</source>
        <translation>Начисленные по чеку баллы не сходятся</translation>
    </message>
    <message>
        <source>Another receipt has this number or id</source>
        <translation>Этот номер уже у другого чека</translation>
    </message>
    <message>
        <source>The return belongs to something that is no sale</source>
        <translation>Возврат относится не к продаже</translation>
    </message>
    <message>
        <source>The returned goods are not on the receipt</source>
        <translation>Возвращённого товара нет в чеке</translation>
    </message>
    <message>
        <source>The same goods came back twice: money was paid out twice</source>
        <translation>Товар вернули дважды: деньги выданы два раза</translation>
    </message>
    <message>
        <source>Money of a certificate or a top-up was paid out, and it had been spent elsewhere</source>
        <translation>Деньги сертификата или пополнения выданы, а они уже потрачены в другом месте</translation>
    </message>
    <message>
        <source>The return gives back another sum than the sale took</source>
        <translation>Возвращено не столько, сколько взято по чеку</translation>
    </message>
    <message>
        <source>The points of the receipt do not fit what was set aside</source>
        <translation>Баллы чека не сходятся с отложенными</translation>
    </message>
    <message>
        <source>The points were set aside for another till</source>
        <translation>Баллы отложены для другой кассы</translation>
    </message>
    <message>
        <source>The card belongs to another customer: hand out another one</source>
        <translation>Карта уже у другого клиента: выдайте другую</translation>
    </message>
    <message>
        <source>The server does not know this card as the customer&apos;s</source>
        <translation>Сервер не знает этой карты за клиентом</translation>
    </message>
    <message>
        <source>The e-mail address cannot be read with the shop&apos;s keys</source>
        <translation>Почта не читается ключами магазина</translation>
    </message>
    <message>
        <source>An account cannot be merged with itself</source>
        <translation>Счёт нельзя объединить с самим собой</translation>
    </message>
    <message>
        <source>It takes a senior person of this shop</source>
        <translation>Нужен старший этого магазина</translation>
    </message>
    <message>
        <source>The phone belongs to another customer</source>
        <translation>Телефон уже у другого клиента</translation>
    </message>
    <message>
        <source>The phone was changed later at another till: that one stays</source>
        <translation>Телефон позже сменили на другой кассе: остаётся тот</translation>
    </message>
    <message>
        <source>Neither a code nor a senior person says that it is right</source>
        <translation>Ни код, ни старший это не подтвердили</translation>
    </message>
    <message>
        <source>The phone cannot be read with the shop&apos;s keys</source>
        <translation>Телефон не читается ключами магазина</translation>
    </message>
    <message>
        <source>Another record has the same id: the till went on from a backup</source>
        <translation>Такой номер у другой записи: касса из резервной копии</translation>
    </message>
    <message>
        <source>This certificate was sold before: the customer needs another</source>
        <translation>Этот сертификат уже продан: покупателю нужен другой</translation>
    </message>
    <message>
        <source>The server knows no such certificate</source>
        <translation>Сервер не знает такого сертификата</translation>
    </message>
    <message>
        <source>The receipt does not say whose money it moves</source>
        <translation>В чеке не сказано, чьи это деньги</translation>
    </message>
    <message>
        <source>Two people with one phone: the office decides</source>
        <translation>Один телефон у двоих: решает офис</translation>
    </message>
    <message>
        <source>The server did not accept it ({key})</source>
        <translation>Сервер не принял ({key})</translation>
    </message>
    <message>
        <source>Decided: apply again. Waits for the server</source>
        <translation>Решено: провести снова. Ждёт сервера</translation>
    </message>
    <message>
        <source>Decided: no effect. Waits for the server</source>
        <translation>Решено: без последствий. Ждёт сервера</translation>
    </message>
    <message>
        <source>Decided: points set right. Waits for the server</source>
        <translation>Решено: баллы исправлены. Ждёт сервера</translation>
    </message>
    <message>
        <source>Waits for the server, {tries} tries</source>
        <translation>Ждёт сервера, попыток: {tries}</translation>
    </message>
    <message>
        <source>Waits for the server</source>
        <translation>Ждёт сервера</translation>
    </message>
</context>
<context>
    <name>QueueModel</name>
    <message>
        <source>Record</source>
        <translation>Запись</translation>
    </message>
    <message>
        <source>Age</source>
        <translation>Возраст</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Когда</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Состояние</translation>
    </message>
    <message>
        <source>{minutes} min</source>
        <translation>{minutes} мин</translation>
    </message>
    <message>
        <source>{hours} h</source>
        <translation>{hours} ч</translation>
    </message>
    <message>
        <source>{days} days</source>
        <translation>{days} дн.</translation>
    </message>
</context>
<context>
    <name>QueueScreen</name>
    <message>
        <source>Records on their way to the server</source>
        <translation>Записи на пути к серверу</translation>
    </message>
    <message>
        <source>The record as it was written</source>
        <translation>Запись, как она сделана</translation>
    </message>
    <message>
        <source>You can go on selling meanwhile</source>
        <translation>Продавать можно и дальше</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Справка</translation>
    </message>
    <message>
        <source>Do not decide</source>
        <translation>Не решать</translation>
    </message>
    <message>
        <source>Apply again</source>
        <translation>Провести снова</translation>
    </message>
    <message>
        <source>No effect</source>
        <translation>Без последствий</translation>
    </message>
    <message>
        <source>Set points right</source>
        <translation>Исправить баллы</translation>
    </message>
    <message>
        <source>To the sale</source>
        <translation>К продаже</translation>
    </message>
    <message>
        <source>How many points to give, or to take with a minus</source>
        <translation>Сколько баллов дать, с минусом – снять</translation>
    </message>
    <message>
        <source>Why? A few words for the office</source>
        <translation>Почему? Несколько слов для офиса</translation>
    </message>
    <message>
        <source>It takes {pin} of a second person</source>
        <translation>Нужен {pin}</translation>
    </message>
    <message>
        <source>Nothing is waiting: the server has everything</source>
        <translation>Очередь пуста: на сервере есть всё</translation>
    </message>
    <message>
        <source>Waiting for the server: {queued} · for a decision: {parked}</source>
        <translation>Ждут сервера: {queued} · ждут решения: {parked}</translation>
    </message>
    <message>
        <source>Nothing to do: it goes to the server by itself</source>
        <translation>Делать ничего не надо: уйдёт на сервер само</translation>
    </message>
    <message>
        <source>The record is kept, here and at the server. A senior person decides what becomes of it</source>
        <translation>Запись хранится здесь и на сервере. Что с ней будет, решает старший</translation>
    </message>
    <message>
        <source>The server is asked to apply the record again</source>
        <translation>Сервер ещё раз проведёт запись</translation>
    </message>
    <message>
        <source>The record has no effect, the customer&apos;s points are set right instead</source>
        <translation>Запись без последствий, вместо неё исправим баллы</translation>
    </message>
    <message>
        <source>The record stays where it is and has no effect</source>
        <translation>Запись остаётся, последствий не имеет</translation>
    </message>
    <message>
        <source>List</source>
        <translation>Список</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>Запись</translation>
    </message>
    <message>
        <source>Not a number of points. Type for example 50 or -50</source>
        <translation>Это не баллы. Введите, например, 50 или -50</translation>
    </message>
</context>
<context>
    <name>QuickCredit</name>
    <message>
        <source>Credited: {points} for {sum}</source>
        <translation>Начислено: {points} за {sum}</translation>
    </message>
</context>
<context>
    <name>QuickCreditDialog</name>
    <message>
        <source>What was paid? Roubles, then Enter</source>
        <translation>Сколько заплачено? Рубли и Enter</translation>
    </message>
    <message>
        <source>Points for {name} without a list of goods. No receipt is made here</source>
        <translation>Баллы для: {name}, без списка товаров. Чек здесь не пробивается</translation>
    </message>
    <message>
        <source>This gives {points}. Enter credits them</source>
        <translation>Это даст {points}. Enter – начислить</translation>
    </message>
    <message>
        <source>Not a sum. Type roubles, for example 500 or 12.50</source>
        <translation>Это не сумма. Введите рубли, например 500 или 12,50</translation>
    </message>
</context>
<context>
    <name>QuickGrid</name>
    <message>
        <source>Quick keys</source>
        <translation>Быстрые товары</translation>
    </message>
</context>
<context>
    <name>QuickKeys</name>
    <message>
        <source>Not sold any more</source>
        <translation>Больше не продаётся</translation>
    </message>
</context>
<context>
    <name>QuickKeysDialog</name>
    <message>
        <source>A digit or letter puts goods in; scans go on</source>
        <translation>Цифра или буква – товар в чек; сканировать можно</translation>
    </message>
    <message>
        <source>{key} or Esc leaves</source>
        <translation>{key} или Esc – выйти</translation>
    </message>
    <message>
        <source>Arrange</source>
        <translation>Настроить</translation>
    </message>
    <message>
        <source>Nothing on this page yet</source>
        <translation>На этой странице пока ничего нет</translation>
    </message>
    <message>
        <source>No quick keys yet. A manager arranges them: {key}</source>
        <translation>Быстрых товаров ещё нет. Их настраивает управляющий: {key}</translation>
    </message>
    <message>
        <source>Quick keys</source>
        <translation>Быстрые товары</translation>
    </message>
</context>
<context>
    <name>QuickKeysScreen</name>
    <message>
        <source>Quick keys</source>
        <translation>Быстрые товары</translation>
    </message>
    <message>
        <source>Save  {key}</source>
        <translation>Сохранить  {key}</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Справка</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>Выйти</translation>
    </message>
    <message>
        <source>Drop it!</source>
        <translation>Удалить!</translation>
    </message>
    <message>
        <source>Drop page</source>
        <translation>Удалить стр.</translation>
    </message>
    <message>
        <source>Put here</source>
        <translation>Сюда</translation>
    </message>
    <message>
        <source>Move</source>
        <translation>Перенести</translation>
    </message>
    <message>
        <source>New page</source>
        <translation>Новая стр.</translation>
    </message>
    <message>
        <source>Page name</source>
        <translation>Имя стр.</translation>
    </message>
    <message>
        <source>Key name</source>
        <translation>Имя клавиши</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Убрать</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Сохранить</translation>
    </message>
    <message>
        <source>Finish with Enter first, or leave with Esc</source>
        <translation>Сначала закончите: Enter – готово, Esc – выйти</translation>
    </message>
    <message>
        <source>Scan goods, or type words of their name</source>
        <translation>Сканируйте товар или введите часть имени</translation>
    </message>
    <message>
        <source>Name of the new page, then Enter</source>
        <translation>Имя новой страницы, затем Enter</translation>
    </message>
    <message>
        <source>Name of this page, then Enter</source>
        <translation>Имя этой страницы, затем Enter</translation>
    </message>
    <message>
        <source>Name on the key, then Enter; empty: the goods&apos; own</source>
        <translation>Имя на клавише, затем Enter; пусто – имя товара</translation>
    </message>
    <message>
        <source>No page yet: type a name for the first one</source>
        <translation>Страниц ещё нет: введите имя первой</translation>
    </message>
    <message>
        <source>Arrows or a touch choose a place. PageUp and PageDown turn the pages</source>
        <translation>Стрелки или касание выбирают место. PageUp и PageDown листают страницы</translation>
    </message>
    <message>
        <source>Not saved yet</source>
        <translation>Ещё не сохранено</translation>
    </message>
    <message>
        <source>Nothing with these words</source>
        <translation>С такими словами ничего нет</translation>
    </message>
    <message>
        <source>Arrows or a touch carry the key; {key} puts it down</source>
        <translation>Выберите место стрелками или касанием; {key} ставит товар</translation>
    </message>
    <message>
        <source>The whole page with its keys? The key once more drops it</source>
        <translation>Удалить всю страницу с товарами? Нажмите клавишу ещё раз</translation>
    </message>
    <message>
        <source>Nothing found: {text}</source>
        <translation>Не найдено: {text}</translation>
    </message>
    <message>
        <source>The quick keys are saved</source>
        <translation>Быстрые товары сохранены</translation>
    </message>
    <message>
        <source>Not saved. {key} saves, Esc once more leaves it as it was</source>
        <translation>Не сохранено. {key} сохраняет, Esc ещё раз – оставить как было</translation>
    </message>
</context>
<context>
    <name>ReasonDialog</name>
    <message>
        <source>Why?</source>
        <translation>Причина</translation>
    </message>
    <message>
        <source>Why? A digit, or your own words and Enter</source>
        <translation>Почему? Цифра или свои слова и Enter</translation>
    </message>
</context>
<context>
    <name>Reasons</name>
    <message>
        <source>Groups: {groups}. To the next one: {missing} more</source>
        <translation>Наборов: {groups}. До следующего ещё {missing} шт.</translation>
    </message>
    <message>
        <source>Groups: {groups}</source>
        <translation>Наборов: {groups}</translation>
    </message>
    <message>
        <source>Applied</source>
        <translation>Сработало</translation>
    </message>
    <message>
        <source>Free: {free} of {pieces} pcs, the cheapest</source>
        <translation>Бесплатно {free} из {pieces} шт., самые дешёвые</translation>
    </message>
    <message>
        <source>The cheapest is free</source>
        <translation>Самое дешёвое бесплатно</translation>
    </message>
    <message>
        <source>Sets: {groups}</source>
        <translation>Комплектов: {groups}</translation>
    </message>
    <message>
        <source>The set is complete</source>
        <translation>Комплект собран</translation>
    </message>
    <message>
        <source>Bought: {quantity}. {missing_quantity} more to the next step</source>
        <translation>Куплено: {quantity}. До следующей ступени ещё {missing_quantity}</translation>
    </message>
    <message>
        <source>Bought: {quantity}</source>
        <translation>Куплено: {quantity}</translation>
    </message>
    <message>
        <source>Price {price_kopecks}</source>
        <translation>Цена {price_kopecks}</translation>
    </message>
    <message>
        <source>Fixed price</source>
        <translation>Особая цена</translation>
    </message>
    <message>
        <source>Gifts in the basket: {gifts}</source>
        <translation>Подарков в чеке: {gifts}</translation>
    </message>
    <message>
        <source>A gift with the purchase</source>
        <translation>Подарок за покупку</translation>
    </message>
    <message>
        <source>{rate_bp} off</source>
        <translation>Скидка {rate_bp}</translation>
    </message>
    <message>
        <source>{sum_kopecks} off each</source>
        <translation>Скидка {sum_kopecks} с каждой единицы</translation>
    </message>
    <message>
        <source>Goods for {sum_kopecks}. {missing_kopecks} more to the next step</source>
        <translation>Товаров на {sum_kopecks}. До следующей ступени ещё {missing_kopecks}</translation>
    </message>
    <message>
        <source>Goods for {sum_kopecks}</source>
        <translation>Товаров на {sum_kopecks}</translation>
    </message>
    <message>
        <source>Full sums: {times}. {missing_kopecks} more to the next one</source>
        <translation>Полных сумм: {times}. До следующей ещё {missing_kopecks}</translation>
    </message>
    <message>
        <source>Full sums: {times}</source>
        <translation>Полных сумм: {times}</translation>
    </message>
    <message>
        <source>{rate_bp} for the customer&apos;s tier</source>
        <translation>{rate_bp} за уровень клиента</translation>
    </message>
    <message>
        <source>For the customer&apos;s tier</source>
        <translation>За уровень клиента</translation>
    </message>
    <message>
        <source>{rate_bp} by the card</source>
        <translation>{rate_bp} по карте</translation>
    </message>
    <message>
        <source>By the card</source>
        <translation>По карте</translation>
    </message>
    <message>
        <source>{rate_bp} for purchases of {turnover_kopecks}. {missing_kopecks} more to the next step</source>
        <translation>{rate_bp} за покупки на {turnover_kopecks}. До следующей ступени ещё {missing_kopecks}</translation>
    </message>
    <message>
        <source>{rate_bp} for purchases of {turnover_kopecks}</source>
        <translation>{rate_bp} за покупки на {turnover_kopecks}</translation>
    </message>
    <message>
        <source>{rate_bp} for purchases</source>
        <translation>{rate_bp} за покупки</translation>
    </message>
    <message>
        <source>For purchases</source>
        <translation>За покупки</translation>
    </message>
    <message>
        <source>{rate_bp} for members</source>
        <translation>{rate_bp} по подписке</translation>
    </message>
    <message>
        <source>{sum_kopecks} off each for members</source>
        <translation>Скидка {sum_kopecks} с единицы по подписке</translation>
    </message>
    <message>
        <source>Price {price_kopecks} for members</source>
        <translation>Цена {price_kopecks} по подписке</translation>
    </message>
    <message>
        <source>For members</source>
        <translation>По подписке</translation>
    </message>
    <message>
        <source>{rate_bp} off for this customer</source>
        <translation>Скидка {rate_bp} лично этому клиенту</translation>
    </message>
    <message>
        <source>{sum_kopecks} off each for this customer</source>
        <translation>Скидка {sum_kopecks} с единицы лично этому клиенту</translation>
    </message>
    <message>
        <source>Price {price_kopecks} for this customer</source>
        <translation>Цена {price_kopecks} лично этому клиенту</translation>
    </message>
    <message>
        <source>For this customer</source>
        <translation>Лично этому клиенту</translation>
    </message>
    <message>
        <source>Coupon {code}: {rate_bp} off</source>
        <translation>Купон {code}: скидка {rate_bp}</translation>
    </message>
    <message>
        <source>Coupon {code}: price {price_kopecks}</source>
        <translation>Купон {code}: цена {price_kopecks}</translation>
    </message>
    <message>
        <source>Coupon {code}</source>
        <translation>Купон {code}</translation>
    </message>
    <message>
        <source>By a coupon</source>
        <translation>По купону</translation>
    </message>
    <message>
        <source>As asked: {asked_kopecks}</source>
        <translation>Как задано: {asked_kopecks}</translation>
    </message>
    <message>
        <source>As asked</source>
        <translation>Как задано</translation>
    </message>
    <message>
        <source>Asked for {asked_kopecks}: the goods may not cost less</source>
        <translation>Задано {asked_kopecks}, но дешевле товар продать нельзя</translation>
    </message>
    <message>
        <source>The goods may not cost less</source>
        <translation>Дешевле товар продать нельзя</translation>
    </message>
    <message>
        <source>Asked for {asked_kopecks}: by hand no more may be given</source>
        <translation>Задано {asked_kopecks}, но больше вручную дать нельзя</translation>
    </message>
    <message>
        <source>By hand no more may be given</source>
        <translation>Больше вручную дать нельзя</translation>
    </message>
    <message>
        <source>Asked for {asked_kopecks}: no more may be taken off</source>
        <translation>Задано {asked_kopecks}, но больше снять нельзя</translation>
    </message>
    <message>
        <source>No more may be taken off</source>
        <translation>Больше снять нельзя</translation>
    </message>
    <message>
        <source>{points} as chosen. Points may pay up to {limit_kopecks}</source>
        <translation>Как выбрано: {points}. Можно оплатить баллами до {limit_kopecks}</translation>
    </message>
    <message>
        <source>As chosen</source>
        <translation>Как выбрано</translation>
    </message>
    <message>
        <source>Wished {wished_kopecks}, possible {limit_kopecks}: limited by {limited_by}</source>
        <translation>Просили {wished_kopecks}, можно {limit_kopecks}: ограничивает {limited_by}</translation>
    </message>
    <message>
        <source>Wished {wished_kopecks}, possible {limit_kopecks}</source>
        <translation>Просили {wished_kopecks}, можно {limit_kopecks}</translation>
    </message>
    <message>
        <source>Less than was wished</source>
        <translation>Меньше, чем просили</translation>
    </message>
    <message>
        <source>What is paid in cash is rounded down</source>
        <translation>То, что оплачено наличными, округлено вниз</translation>
    </message>
    <message>
        <source>{rate_bp} of {base_kopecks} paid in money</source>
        <translation>{rate_bp} от {base_kopecks}, оплаченных деньгами</translation>
    </message>
    <message>
        <source>By the basic rate</source>
        <translation>По основной ставке</translation>
    </message>
    <message>
        <source>{rate_bp} of {base_kopecks}, otherwise {base_rate_bp}</source>
        <translation>{rate_bp} от {base_kopecks}, обычно {base_rate_bp}</translation>
    </message>
    <message>
        <source>{rate_bp} of {base_kopecks}</source>
        <translation>{rate_bp} от {base_kopecks}</translation>
    </message>
    <message>
        <source>{rate_bp} of {base_kopecks}. {missing_kopecks} more to the next step</source>
        <translation>{rate_bp} от {base_kopecks}. До следующей ступени ещё {missing_kopecks}</translation>
    </message>
    <message>
        <source>{points} for each, {quantity} bought</source>
        <translation>{points} за каждую единицу, куплено {quantity}</translation>
    </message>
    <message>
        <source>{points} for each</source>
        <translation>{points} за каждую единицу</translation>
    </message>
    <message>
        <source>{points} for these goods</source>
        <translation>{points} за эти товары</translation>
    </message>
    <message>
        <source>{points} for the visit</source>
        <translation>{points} за визит</translation>
    </message>
    <message>
        <source>{points} for purchase No. {purchase}</source>
        <translation>{points} за покупку № {purchase}</translation>
    </message>
    <message>
        <source>{points} for the purchase</source>
        <translation>{points} за покупку</translation>
    </message>
    <message>
        <source>Points {multiplier_bp}</source>
        <translation>Баллы {multiplier_bp}</translation>
    </message>
    <message>
        <source>A coupon is printed, good from {from_day} to {until_day}</source>
        <translation>Печатается купон, действует с {from_day} по {until_day}</translation>
    </message>
    <message>
        <source>A coupon for the next visit is printed</source>
        <translation>Печатается купон на следующий визит</translation>
    </message>
    <message>
        <source>No customer is named</source>
        <translation>Клиент не назван</translation>
    </message>
    <message>
        <source>Needs the tier: {needed}; the customer has: {tier}</source>
        <translation>Нужен уровень: {needed}; у клиента: {tier}</translation>
    </message>
    <message>
        <source>Needs the tier: {needed}</source>
        <translation>Нужен уровень: {needed}</translation>
    </message>
    <message>
        <source>The customer has the tier {tier}</source>
        <translation>У клиента уровень {tier}</translation>
    </message>
    <message>
        <source>The customer has no such tier</source>
        <translation>У клиента нет этого уровня</translation>
    </message>
    <message>
        <source>Only for members: {needed}</source>
        <translation>Только по подписке: {needed}</translation>
    </message>
    <message>
        <source>Only for members</source>
        <translation>Только по подписке</translation>
    </message>
    <message>
        <source>Only for certain customers: {needed}</source>
        <translation>Только для клиентов с пометкой {needed}</translation>
    </message>
    <message>
        <source>Not for customers marked {without}</source>
        <translation>Не для клиентов с пометкой {without}</translation>
    </message>
    <message>
        <source>Not for this customer</source>
        <translation>Не для этого клиента</translation>
    </message>
    <message>
        <source>Near the birthday only: {days_before} days before to {days_after} days after</source>
        <translation>Только ко дню рождения: за {days_before} дн. до и {days_after} дн. после</translation>
    </message>
    <message>
        <source>Near the birthday only: {days_before} days before</source>
        <translation>Только ко дню рождения: за {days_before} дн. до него</translation>
    </message>
    <message>
        <source>Near the birthday only: {days_after} days after</source>
        <translation>Только ко дню рождения: {days_after} дн. после него</translation>
    </message>
    <message>
        <source>Near the birthday only</source>
        <translation>Только ко дню рождения</translation>
    </message>
    <message>
        <source>This is purchase No. {purchase}; it is for Nos. {from_purchase} to {to_purchase}</source>
        <translation>Это покупка № {purchase}, а нужна с {from_purchase}-й по {to_purchase}-ю</translation>
    </message>
    <message>
        <source>This is purchase No. {purchase}; it is for No. {from_purchase} and later</source>
        <translation>Это покупка № {purchase}, а нужна {from_purchase}-я или позже</translation>
    </message>
    <message>
        <source>Not for this purchase</source>
        <translation>Не для этой покупки</translation>
    </message>
    <message>
        <source>Used {uses} of {most} times: no more</source>
        <translation>Использовано {uses} из {most}, больше нельзя</translation>
    </message>
    <message>
        <source>Used as often as is allowed</source>
        <translation>Использовано столько раз, сколько можно</translation>
    </message>
    <message>
        <source>Used {uses} of {most} times today: no more until tomorrow</source>
        <translation>Сегодня использовано {uses} из {most}, больше – завтра</translation>
    </message>
    <message>
        <source>Used today as often as is allowed</source>
        <translation>Сегодня использовано столько раз, сколько можно</translation>
    </message>
    <message>
        <source>No such offer for this customer, or it is used or over</source>
        <translation>У клиента нет такого предложения, или оно использовано или истекло</translation>
    </message>
    <message>
        <source>The coupon “{coupon}” was not presented</source>
        <translation>Купон «{coupon}» не предъявлен</translation>
    </message>
    <message>
        <source>The coupon was not presented</source>
        <translation>Купон не предъявлен</translation>
    </message>
    <message>
        <source>{missing_kopecks} more of purchases to the first step</source>
        <translation>До первой ступени ещё {missing_kopecks} покупок</translation>
    </message>
    <message>
        <source>Too few purchases so far</source>
        <translation>Пока мало покупок</translation>
    </message>
    <message>
        <source>The rate is 0%</source>
        <translation>Ставка 0 %</translation>
    </message>
    <message>
        <source>Begins on {from_day}</source>
        <translation>Начнётся {from_day}</translation>
    </message>
    <message>
        <source>Not begun yet</source>
        <translation>Ещё не началась</translation>
    </message>
    <message>
        <source>Ended on {to_day}</source>
        <translation>Закончилась {to_day}</translation>
    </message>
    <message>
        <source>Over</source>
        <translation>Закончилась</translation>
    </message>
    <message>
        <source>Only on: {weekdays}</source>
        <translation>Только в дни: {weekdays}</translation>
    </message>
    <message>
        <source>Not on this day of the week</source>
        <translation>Не в этот день недели</translation>
    </message>
    <message>
        <source>Only from {from_time} to {to_time}</source>
        <translation>Только с {from_time} до {to_time}</translation>
    </message>
    <message>
        <source>Not at this hour</source>
        <translation>Не в этот час</translation>
    </message>
    <message>
        <source>Only in the shops: {shops}</source>
        <translation>Только в магазинах: {shops}</translation>
    </message>
    <message>
        <source>Not in this shop</source>
        <translation>Не в этом магазине</translation>
    </message>
    <message>
        <source>Only at: {partners}</source>
        <translation>Только у компаний: {partners}</translation>
    </message>
    <message>
        <source>Not at this company</source>
        <translation>Не у этой компании</translation>
    </message>
    <message>
        <source>None of its goods here; needed: {missing}</source>
        <translation>Таких товаров в чеке нет, нужно {missing} шт.</translation>
    </message>
    <message>
        <source>None of its goods here</source>
        <translation>Таких товаров в чеке нет</translation>
    </message>
    <message>
        <source>Needed: {missing} more; here: {pieces}</source>
        <translation>Ещё {missing} шт., сейчас есть {pieces}</translation>
    </message>
    <message>
        <source>Needed: {missing} more</source>
        <translation>Ещё {missing} шт.</translation>
    </message>
    <message>
        <source>Too few pieces</source>
        <translation>Мало штук</translation>
    </message>
    <message>
        <source>{missing_quantity} more and it applies</source>
        <translation>Ещё {missing_quantity} – и сработает</translation>
    </message>
    <message>
        <source>It would give {would_kopecks}, but without it the customer saves no less in all</source>
        <translation>Дала бы {would_kopecks}, но без неё клиент в сумме экономит не меньше</translation>
    </message>
    <message>
        <source>Without it the customer saves no less in all</source>
        <translation>Без неё клиент в сумме экономит не меньше</translation>
    </message>
    <message>
        <source>“{rule_id}” earns as much on these goods</source>
        <translation>«{rule_id}» на этих товарах даёт столько же</translation>
    </message>
    <message>
        <source>Another rule earns as much on these goods</source>
        <translation>Другое правило на этих товарах даёт столько же</translation>
    </message>
    <message>
        <source>It would give {points}, but without it the goods earn no less in all</source>
        <translation>Дало бы {points}, но без него за товары в сумме начислено не меньше</translation>
    </message>
    <message>
        <source>Without it the goods earn no less in all</source>
        <translation>Без него за товары в сумме начислено не меньше</translation>
    </message>
    <message>
        <source>Too little of its goods</source>
        <translation>Таких товаров мало</translation>
    </message>
    <message>
        <source>{missing_quantity} more of the goods that go with it</source>
        <translation>Ещё {missing_quantity} товаров, с которыми она действует</translation>
    </message>
    <message>
        <source>The goods that go with it are missing</source>
        <translation>Нет товаров, с которыми она действует</translation>
    </message>
    <message>
        <source>Enough is bought: scan the gift too, pieces: {missing}</source>
        <translation>Куплено достаточно: сканируйте и подарок, {missing} шт.</translation>
    </message>
    <message>
        <source>Enough is bought: scan the gift too</source>
        <translation>Куплено достаточно: сканируйте и подарок</translation>
    </message>
    <message>
        <source>{missing_kopecks} more and it applies</source>
        <translation>Ещё {missing_kopecks} – и сработает</translation>
    </message>
    <message>
        <source>The sum is too small</source>
        <translation>Сумма мала</translation>
    </message>
    <message>
        <source>{missing_kopecks} more on the receipt and it applies</source>
        <translation>Ещё {missing_kopecks} в чеке – и сработает</translation>
    </message>
    <message>
        <source>The receipt is too small</source>
        <translation>Сумма чека мала</translation>
    </message>
    <message>
        <source>{missing_kopecks} more of its goods and it applies</source>
        <translation>Ещё таких товаров на {missing_kopecks} – и сработает</translation>
    </message>
    <message>
        <source>No discounts on these goods</source>
        <translation>На эти товары скидок нет</translation>
    </message>
    <message>
        <source>The goods may not cost less than they do already</source>
        <translation>Дешевле эти товары продать нельзя</translation>
    </message>
    <message>
        <source>It comes to less than the least step</source>
        <translation>Получается меньше наименьшего шага</translation>
    </message>
    <message>
        <source>The goods took “{rule_id}”: {amount_kopecks} there, {would_kopecks} here</source>
        <translation>Товары взяты в «{rule_id}»: там {amount_kopecks}, а здесь {would_kopecks}</translation>
    </message>
    <message>
        <source>“{rule_id}” saves more on these goods</source>
        <translation>«{rule_id}» на этих товарах выгоднее</translation>
    </message>
    <message>
        <source>Another promotion saves more on these goods</source>
        <translation>Другая акция на этих товарах выгоднее</translation>
    </message>
    <message>
        <source>The goods took “{rule_id}”, which saves as much: {amount_kopecks}</source>
        <translation>Товары взяты в «{rule_id}», там столько же: {amount_kopecks}</translation>
    </message>
    <message>
        <source>“{rule_id}” saves as much on these goods</source>
        <translation>«{rule_id}» на этих товарах даёт столько же</translation>
    </message>
    <message>
        <source>Another promotion saves as much on these goods</source>
        <translation>Другая акция на этих товарах даёт столько же</translation>
    </message>
    <message>
        <source>Does not go with “{rule_id}”: {amount_kopecks} saved there</source>
        <translation>Не сочетается с «{rule_id}»: там сэкономлено {amount_kopecks}</translation>
    </message>
    <message>
        <source>Does not go with “{rule_id}”</source>
        <translation>Не сочетается с «{rule_id}»</translation>
    </message>
    <message>
        <source>Does not go with another rule that applied</source>
        <translation>Не сочетается с другим сработавшим правилом</translation>
    </message>
    <message>
        <source>What may be given by hand is given already</source>
        <translation>Вручную больше дать нельзя</translation>
    </message>
    <message>
        <source>No discount by hand on what is discounted already</source>
        <translation>На уже уценённое скидка вручную не даётся</translation>
    </message>
    <message>
        <source>Not chosen. Points may pay up to {limit_kopecks}</source>
        <translation>Не выбрано. Баллами можно оплатить до {limit_kopecks}</translation>
    </message>
    <message>
        <source>Not chosen</source>
        <translation>Не выбрано</translation>
    </message>
    <message>
        <source>These goods are never paid with points</source>
        <translation>Эти товары баллами не оплачивают</translation>
    </message>
    <message>
        <source>No goods here that count for it</source>
        <translation>В чеке нет подходящих товаров</translation>
    </message>
    <message>
        <source>No points to spend</source>
        <translation>Нет баллов для списания</translation>
    </message>
    <message>
        <source>{missing_points} more to the least that may be spent</source>
        <translation>До наименьшего списания ещё {missing_points}</translation>
    </message>
    <message>
        <source>Less than {min_points} may not be spent</source>
        <translation>Списать меньше, чем {min_points}, нельзя</translation>
    </message>
    <message>
        <source>Fewer points than the least that may be spent</source>
        <translation>Меньше наименьшего списания</translation>
    </message>
    <message>
        <source>The share that points may pay is less than a kopeck</source>
        <translation>Доля, которую можно оплатить баллами, меньше копейки</translation>
    </message>
    <message>
        <source>The sum is whole roubles without points</source>
        <translation>Сумма и без баллов в целых рублях</translation>
    </message>
    <message>
        <source>{needed_kopecks} are needed, points may pay {limit_kopecks}</source>
        <translation>Нужно {needed_kopecks}, а баллами можно {limit_kopecks}</translation>
    </message>
    <message>
        <source>Points do not reach whole roubles</source>
        <translation>До целых рублей баллов не хватает</translation>
    </message>
    <message>
        <source>Points were spent today already ({times}): no more until tomorrow</source>
        <translation>Сегодня баллы уже списывали ({times}), больше – завтра</translation>
    </message>
    <message>
        <source>Points were spent today already</source>
        <translation>Сегодня баллы уже списывали</translation>
    </message>
    <message>
        <source>This company takes no points</source>
        <translation>Эта компания баллы не принимает</translation>
    </message>
    <message>
        <source>Nothing is earned where points pay: here {points_kopecks}</source>
        <translation>Когда платят баллами, новые не начисляются: здесь {points_kopecks}</translation>
    </message>
    <message>
        <source>Nothing is earned where points pay</source>
        <translation>Когда платят баллами, новые не начисляются</translation>
    </message>
    <message>
        <source>Points were earned today already ({times}): no more until tomorrow</source>
        <translation>Сегодня баллы уже начисляли ({times}), больше – завтра</translation>
    </message>
    <message>
        <source>Points were earned today already</source>
        <translation>Сегодня баллы уже начисляли</translation>
    </message>
    <message>
        <source>This company gives no points</source>
        <translation>Эта компания баллы не начисляет</translation>
    </message>
    <message>
        <source>These goods never earn points</source>
        <translation>За эти товары баллы не начисляют</translation>
    </message>
    <message>
        <source>These goods are discounted: they earn no points</source>
        <translation>За уценённые товары баллы не начисляют</translation>
    </message>
    <message>
        <source>“{rule_id}” earns more on these goods</source>
        <translation>«{rule_id}» на этих товарах даёт больше</translation>
    </message>
    <message>
        <source>Another rule earns more on these goods</source>
        <translation>Другое правило на этих товарах даёт больше</translation>
    </message>
    <message>
        <source>The reason is not known here ({key})</source>
        <translation>Причина здесь не известна ({key})</translation>
    </message>
    <message>
        <source>{quantity} pc</source>
        <translation>{quantity} шт.</translation>
    </message>
    <message>
        <source>Points for the purchase</source>
        <translation>Баллы за покупку</translation>
    </message>
    <message>
        <source>Payment with points</source>
        <translation>Оплата баллами</translation>
    </message>
    <message>
        <source>Discount by hand</source>
        <translation>Скидка вручную</translation>
    </message>
    <message>
        <source>Discount by hand on the receipt</source>
        <translation>Скидка вручную на чек</translation>
    </message>
    <message>
        <source>Rounding of cash</source>
        <translation>Скидка на мелочь</translation>
    </message>
    <message>
        <source>the balance</source>
        <translation>остаток баллов</translation>
    </message>
    <message>
        <source>the share that points may pay</source>
        <translation>доля для баллов</translation>
    </message>
    <message>
        <source>what the goods allow</source>
        <translation>правило товаров</translation>
    </message>
    <message>
        <source>Mon</source>
        <translation>пн</translation>
    </message>
    <message>
        <source>Tue</source>
        <translation>вт</translation>
    </message>
    <message>
        <source>Wed</source>
        <translation>ср</translation>
    </message>
    <message>
        <source>Thu</source>
        <translation>чт</translation>
    </message>
    <message>
        <source>Fri</source>
        <translation>пт</translation>
    </message>
    <message>
        <source>Sat</source>
        <translation>сб</translation>
    </message>
    <message>
        <source>Sun</source>
        <translation>вс</translation>
    </message>
    <message>
        <source>Tier “{name}”</source>
        <translation>Уровень «{name}»</translation>
    </message>
    <message>
        <source>{title}, line {number}</source>
        <translation>{title}, строка {number}</translation>
    </message>
    <message>
        <source>, no more than {most_points}</source>
        <translation>, но не больше, чем {most_points}</translation>
    </message>
    <message>
        <source>{quantity} kg</source>
        <translation>{quantity} кг</translation>
    </message>
    <message>
        <source>{quantity} pcs</source>
        <translation>{quantity} шт.</translation>
    </message>
    <message>
        <source>Regular customer</source>
        <translation>Постоянный покупатель</translation>
    </message>
    <message>
        <source>Agreed with the manager</source>
        <translation>Согласовано с управляющим</translation>
    </message>
    <message>
        <source>The customer lost it</source>
        <translation>Покупатель потерял</translation>
    </message>
    <message>
        <source>Stolen</source>
        <translation>Украден</translation>
    </message>
    <message>
        <source>Sold by mistake</source>
        <translation>Продан по ошибке</translation>
    </message>
    <message>
        <source>The customer does not want it any more</source>
        <translation>Покупатель передумал</translation>
    </message>
    <message>
        <source>The goods are not here</source>
        <translation>Товара нет в магазине</translation>
    </message>
    <message>
        <source>Nobody came for it</source>
        <translation>За ним не пришли</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>Другое</translation>
    </message>
    <message>
        <source>It was found</source>
        <translation>Нашёлся</translation>
    </message>
    <message>
        <source>Blocked by mistake</source>
        <translation>Заблокирован по ошибке</translation>
    </message>
    <message>
        <source>Different price on the shelf</source>
        <translation>На ценнике другая цена</translation>
    </message>
    <message>
        <source>Damaged packaging</source>
        <translation>Повреждена упаковка</translation>
    </message>
    <message>
        <source>Close to its best-before date</source>
        <translation>Кончается срок годности</translation>
    </message>
    <message>
        <source>The customer changed their mind</source>
        <translation>Покупатель передумал</translation>
    </message>
    <message>
        <source>Scanned by mistake</source>
        <translation>Пробито по ошибке</translation>
    </message>
    <message>
        <source>Not enough money</source>
        <translation>Не хватило денег</translation>
    </message>
    <message>
        <source>The customer comes back later</source>
        <translation>Покупатель вернётся</translation>
    </message>
    <message>
        <source>Change of cashier</source>
        <translation>Смена кассира</translation>
    </message>
    <message>
        <source>Paid at another desk</source>
        <translation>Оплачено в другом месте</translation>
    </message>
</context>
<context>
    <name>ReceiptElsewhere</name>
    <message>
        <source>Another till&apos;s receipt: asking the server…</source>
        <translation>Чек другой кассы, спрашиваем сервер…</translation>
    </message>
</context>
<context>
    <name>ReceiptFinding</name>
    <message>
        <source>Latest receipts of this till: ↓ and Enter returns, ↓ and {key} prints a copy</source>
        <translation>Последние чеки этой кассы: ↓ и Enter – возврат, ↓ и {key} – копия</translation>
    </message>
    <message>
        <source>No receipts on this till yet</source>
        <translation>На этой кассе ещё нет чеков</translation>
    </message>
    <message>
        <source>{number} return</source>
        <translation>{number} возврат</translation>
    </message>
    <message>
        <source>{number} · not printed</source>
        <translation>{number} · не напечатан</translation>
    </message>
    <message>
        <source>Choose a receipt with ↓ or type its number first</source>
        <translation>Сначала выберите чек клавишей ↓ или введите номер</translation>
    </message>
    <message>
        <source>A copy of {number} was sent to the printer</source>
        <translation>Копия {number} отправлена на печать</translation>
    </message>
    <message>
        <source>This is a return already: nothing comes back from it</source>
        <translation>Это уже возврат: по нему ничего не вернуть</translation>
    </message>
    <message>
        <source>Choose a receipt first: ↓, its number or its code</source>
        <translation>Сначала выберите чек: ↓, номер или код чека</translation>
    </message>
</context>
<context>
    <name>ReceiptScreen</name>
    <message>
        <source>The receipt as printed</source>
        <translation>Чек, как он напечатан</translation>
    </message>
    <message>
        <source>To hand over</source>
        <translation>Выдать</translation>
    </message>
    <message>
        <source>Print once more  {key}</source>
        <translation>Напечатать ещё раз  {key}</translation>
    </message>
    <message>
        <source>Print  {key}</source>
        <translation>Печать  {key}</translation>
    </message>
    <message>
        <source>To work  Enter</source>
        <translation>К работе  Enter</translation>
    </message>
    <message>
        <source>What is left out here is printed from the list of receipts, {key}</source>
        <translation>Что здесь пропущено, печатается из списка чеков, {key}</translation>
    </message>
    <message>
        <source>Back to the sale  Enter</source>
        <translation>К продаже  Enter</translation>
    </message>
    <message>
        <source>The next scan goes on with the open sale</source>
        <translation>Следующий скан продолжит открытый чек</translation>
    </message>
    <message>
        <source>The next scan begins a new receipt</source>
        <translation>Следующий скан начинает новый чек</translation>
    </message>
    <message>
        <source>New receipt  Enter</source>
        <translation>Новый чек  Enter</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Справка</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>Печать</translation>
    </message>
    <message>
        <source>Next one</source>
        <translation>Следующий</translation>
    </message>
    <message>
        <source>To work</source>
        <translation>К работе</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Копия</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Почему</translation>
    </message>
    <message>
        <source>Print again</source>
        <translation>Печать снова</translation>
    </message>
    <message>
        <source>Return</source>
        <translation>Возврат</translation>
    </message>
    <message>
        <source>Shift</source>
        <translation>Смена</translation>
    </message>
    <message>
        <source>New receipt</source>
        <translation>Новый чек</translation>
    </message>
    <message>
        <source>To the sale</source>
        <translation>К продаже</translation>
    </message>
    <message>
        <source>{trouble}. The sale is stored. Put it right and print once more</source>
        <translation>{trouble}. Чек сохранён. Устраните причину и напечатайте ещё раз</translation>
    </message>
    <message>
        <source>Stored before the till was started anew; its paper did not come out. Print it?</source>
        <translation>Сохранён до перезапуска кассы, но не напечатан. Напечатать?</translation>
    </message>
    <message>
        <source>Printing…</source>
        <translation>Печатаем…</translation>
    </message>
    <message>
        <source>Printed</source>
        <translation>Напечатано</translation>
    </message>
</context>
<context>
    <name>RefundCard</name>
    <message>
        <source>REFUND</source>
        <translation>ВЕРНЁМ</translation>
    </message>
    <message>
        <source>Refund</source>
        <translation>Вернём</translation>
    </message>
    <message>
        <source>Points back to the customer: {n}</source>
        <translation>Вернём клиенту баллов: {n}</translation>
    </message>
    <message>
        <source>Earned points taken back: {n}</source>
        <translation>Отзовём начисленных баллов: {n}</translation>
    </message>
</context>
<context>
    <name>Refusals</name>
    <message>
        <source>no customer</source>
        <translation>нет клиента</translation>
    </message>
    <message>
        <source>not for points</source>
        <translation>не за баллы</translation>
    </message>
    <message>
        <source>no goods that points may pay</source>
        <translation>нет товаров за баллы</translation>
    </message>
    <message>
        <source>no points to spend</source>
        <translation>нет баллов</translation>
    </message>
    <message>
        <source>no connection, and nothing is set aside here</source>
        <translation>нет связи, и здесь ничего не отложено</translation>
    </message>
    <message>
        <source>fewer points than the least</source>
        <translation>баллов меньше минимума</translation>
    </message>
    <message>
        <source>lowest lawful price</source>
        <translation>минимальная цена</translation>
    </message>
    <message>
        <source>share of points used up</source>
        <translation>доля баллов исчерпана</translation>
    </message>
    <message>
        <source>discounted already</source>
        <translation>уже со скидкой</translation>
    </message>
    <message>
        <source>a promotion rules points out</source>
        <translation>акция исключает баллы</translation>
    </message>
    <message>
        <source>no more spending today</source>
        <translation>сегодня больше нельзя</translation>
    </message>
    <message>
        <source>this company takes no points</source>
        <translation>компания не принимает баллы</translation>
    </message>
    <message>
        <source>not chosen</source>
        <translation>не выбрано</translation>
    </message>
    <message>
        <source>whole roubles already</source>
        <translation>уже целые рубли</translation>
    </message>
    <message>
        <source>not enough for whole roubles</source>
        <translation>не хватит до рубля</translation>
    </message>
    <message>
        <source>less than a kopeck</source>
        <translation>меньше копейки</translation>
    </message>
    <message>
        <source>not possible</source>
        <translation>невозможно</translation>
    </message>
</context>
<context>
    <name>RegistrationDialog</name>
    <message>
        <source>Name of the new customer</source>
        <translation>Имя нового клиента</translation>
    </message>
    <message>
        <source>Friend&apos;s card number or phone, empty for none</source>
        <translation>Карта или телефон друга, пусто – нет</translation>
    </message>
    <message>
        <source>As the customer says it, for example Anna P. A friend&apos;s code: {key}</source>
        <translation>Как скажет клиент, например Анна П. Код друга: {key}</translation>
    </message>
    <message>
        <source>Consent to keep name and phone? Enter – yes, 0 – no</source>
        <translation>Согласие на хранение имени и телефона? Enter – да, 0 – нет</translation>
    </message>
    <message>
        <source>Consent to get offers? Enter – yes, 0 – no</source>
        <translation>Согласие на рассылку предложений? Enter – да, 0 – нет</translation>
    </message>
    <message>
        <source>Whose code it is; both may get points for it. What the customer buys from today on counts</source>
        <translation>Чей код назвал клиент; баллы могут получить оба. Считаются покупки с сегодняшнего дня</translation>
    </message>
    <message>
        <source>Friend&apos;s code</source>
        <translation>Код друга</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>Да</translation>
    </message>
    <message>
        <source>No</source>
        <translation>Нет</translation>
    </message>
    <message>
        <source>Type the customer&apos;s name</source>
        <translation>Введите имя клиента</translation>
    </message>
    <message>
        <source>Without this consent nobody can join. The sale goes on without a customer</source>
        <translation>Без этого согласия вступить нельзя. Продажа идёт без клиента</translation>
    </message>
    <message>
        <source>Registered: {name}. Points are collected from this receipt on</source>
        <translation>Зарегистрирован: {name}. Баллы копятся с этого чека</translation>
    </message>
    <message>
        <source>They can be spent after a code to the phone, once online: {key} {confirm}</source>
        <translation>Тратить – после кода на телефон, когда будет связь: {key} {confirm}</translation>
    </message>
</context>
<context>
    <name>ReturnHost</name>
    <message>
        <source>Lines of the receipt</source>
        <translation>Позиции чека</translation>
    </message>
    <message>
        <source>Return  {key}</source>
        <translation>Вернуть  {key}</translation>
    </message>
    <message>
        <source>Receipt {number} of {at}</source>
        <translation>Чек {number} от {at}</translation>
    </message>
</context>
<context>
    <name>ReturnModel</name>
    <message>
        <source>No.</source>
        <translation>№</translation>
    </message>
    <message>
        <source>Goods</source>
        <translation>Товар</translation>
    </message>
    <message>
        <source>Sold</source>
        <translation>Продано</translation>
    </message>
    <message>
        <source>Returned</source>
        <translation>Вернули</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Сейчас</translation>
    </message>
    <message>
        <source>Paid</source>
        <translation>Оплачено</translation>
    </message>
    <message>
        <source>Points</source>
        <translation>Баллы</translation>
    </message>
</context>
<context>
    <name>ReturnScreen</name>
    <message>
        <source>Help</source>
        <translation>Справка</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Копия</translation>
    </message>
    <message>
        <source>To the sale</source>
        <translation>К продаже</translation>
    </message>
    <message>
        <source>No receipt</source>
        <translation>Без чека</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Почему</translation>
    </message>
    <message>
        <source>Whole line</source>
        <translation>Вся строка</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Всё</translation>
    </message>
    <message>
        <source>Return</source>
        <translation>Возврат</translation>
    </message>
    <message>
        <source>Another receipt</source>
        <translation>Другой чек</translation>
    </message>
    <message>
        <source>Choose a receipt with ↓ or type its number first</source>
        <translation>Сначала выберите чек клавишей ↓ или введите номер</translation>
    </message>
    <message>
        <source>Some of this receipt came back at another till: choose again</source>
        <translation>Часть чека уже вернули на другой кассе: выберите снова</translation>
    </message>
    <message>
        <source>All of this receipt came back already</source>
        <translation>По этому чеку уже вернули всё</translation>
    </message>
    <message>
        <source>Not a quantity: type whole pieces</source>
        <translation>Это не количество: введите целые штуки</translation>
    </message>
    <message>
        <source>Not a weight: type kilograms, for example 0.254</source>
        <translation>Это не вес: введите килограммы, например 0,254</translation>
    </message>
    <message>
        <source>Choose what to return first: how many and Enter, or {key} for all</source>
        <translation>Сначала выберите, что возвращают: количество и Enter или {key} – всё</translation>
    </message>
    <message>
        <source>How many of line {n} to return, up to {left}</source>
        <translation>Сколько вернуть из строки {n}, до {left}</translation>
    </message>
    <message>
        <source>All that is left of it comes back, no part: Enter takes it, 0 leaves it</source>
        <translation>Возвращается весь остаток, не часть: Enter – взять, 0 – оставить</translation>
    </message>
    <message>
        <source>Scan the receipt&apos;s code or type its number</source>
        <translation>Сканируйте код чека или введите его номер</translation>
    </message>
    <message>
        <source>Number at the top, as 2-000231. A customer&apos;s receipts: scan their card, or Esc, {customer} {page}</source>
        <translation>Номер вверху чека, например 2-000231. Чеки клиента: отсканируйте его карту или Esc, {customer} {page}</translation>
    </message>
    <message>
        <source>0 and Enter: line {n} stays</source>
        <translation>0 и Enter – не возвращать позицию {n}</translation>
    </message>
    <message>
        <source>Enter: what is left of line {n} comes back</source>
        <translation>Enter – вернуть остаток позиции {n}</translation>
    </message>
    <message>
        <source>Quantity and Enter; * – everything; ↑ ↓ – another line</source>
        <translation>Количество и Enter; * – всё; ↑ ↓ – другая строка</translation>
    </message>
</context>
<context>
    <name>ReturnedCoupons</name>
    <message>
        <source>Take the coupon back too: {numbers} is good no more with this return</source>
        <translation>Заберите и купон: {numbers} с этим возвратом больше не действует</translation>
    </message>
    <message>
        <source>The coupon {number} was used by receipt {receipt}: that stays, the office is told</source>
        <translation>Купон {number} уже использован чеком {receipt}: это остаётся, в офис сообщено</translation>
    </message>
</context>
<context>
    <name>ReturningAdvances</name>
    <message>
        <source>Asking the server what is left of it…</source>
        <translation>Спрашиваю сервер об остатке…</translation>
    </message>
    <message>
        <source>{spent} of it are spent already: {left} come back</source>
        <translation>{spent} уже потрачено: возвращается {left}</translation>
    </message>
</context>
<context>
    <name>Review</name>
    <message>
        <source>Today</source>
        <translation>Сегодня</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>Вчера</translation>
    </message>
    <message>
        <source>7 days</source>
        <translation>7 дней</translation>
    </message>
    <message>
        <source>30 days</source>
        <translation>30 дней</translation>
    </message>
    <message>
        <source>This month</source>
        <translation>Этот месяц</translation>
    </message>
    <message>
        <source>The month before</source>
        <translation>Прошлый месяц</translation>
    </message>
    <message>
        <source>This year</source>
        <translation>Этот год</translation>
    </message>
    <message>
        <source>The year before</source>
        <translation>Прошлый год</translation>
    </message>
    <message>
        <source>Sales by hour</source>
        <translation>Продажи по часам</translation>
    </message>
    <message>
        <source>Cashiers compared</source>
        <translation>Сравнение кассиров</translation>
    </message>
    <message>
        <source>Sales by day, share with a customer</source>
        <translation>Продажи по дням, доля с клиентом</translation>
    </message>
    <message>
        <source>Discounts by reason</source>
        <translation>Скидки по причинам</translation>
    </message>
    <message>
        <source>Points: issued, spent, owed</source>
        <translation>Баллы: начислено, списано, долг</translation>
    </message>
    <message>
        <source>Over and short in time</source>
        <translation>Излишки и недостачи по дням</translation>
    </message>
    <message>
        <source>Voids, approvals, discounts by hand</source>
        <translation>Аннулирования, разрешения, ручные скидки</translation>
    </message>
    <message>
        <source>Suspicious use of cards, points, discounts</source>
        <translation>Подозрительные операции с картами, баллами, скидками</translation>
    </message>
    <message>
        <source>PDF, with charts</source>
        <translation>PDF с графиками</translation>
    </message>
    <message>
        <source>Excel workbook (XLSX)</source>
        <translation>Книга Excel (XLSX)</translation>
    </message>
    <message>
        <source>Table as text (CSV)</source>
        <translation>Таблица текстом (CSV)</translation>
    </message>
    <message>
        <source>Return {number} · {at}</source>
        <translation>Возврат {number} · {at}</translation>
    </message>
    <message>
        <source>Receipt {number} · {at}</source>
        <translation>Чек {number} · {at}</translation>
    </message>
    <message>
        <source>Reports: type {pin} and press Enter, or scan the badge</source>
        <translation>Отчёты: введите {pin} и Enter или сканируйте бейдж</translation>
    </message>
    <message>
        <source>The report is being put together… Esc gives it up</source>
        <translation>Отчёт составляется… Esc – отменить</translation>
    </message>
    <message>
        <source>Press the digit of the period</source>
        <translation>Нажмите цифру периода</translation>
    </message>
    <message>
        <source>Press the digit of the report</source>
        <translation>Нажмите цифру отчёта</translation>
    </message>
    <message>
        <source>Goes into {folder}</source>
        <translation>Папка: {folder}</translation>
    </message>
    <message>
        <source>Note to the acceptance, then Enter; with a difference it must say why</source>
        <translation>Примечание и Enter; при расхождении – обязательно</translation>
    </message>
    <message>
        <source>To accept: type {pin} and press Enter, or scan the badge</source>
        <translation>Приёмка: введите {pin} и Enter или сканируйте бейдж</translation>
    </message>
    <message>
        <source>Which days?</source>
        <translation>За какие дни?</translation>
    </message>
    <message>
        <source>Which report?</source>
        <translation>Какой отчёт?</translation>
    </message>
    <message>
        <source>Save as what?</source>
        <translation>В каком виде сохранить?</translation>
    </message>
    <message>
        <source>Shifts with their differences, every figure with its receipts, every receipt with its why</source>
        <translation>Смены и их расхождения, за каждой суммой – чеки, за каждым чеком – «почему»</translation>
    </message>
    <message>
        <source>Reports</source>
        <translation>Отчёты</translation>
    </message>
</context>
<context>
    <name>ReviewParts</name>
    <message>
        <source>The report</source>
        <translation>Отчёт</translation>
    </message>
    <message>
        <source>The receipt as printed</source>
        <translation>Чек, как он напечатан</translation>
    </message>
    <message>
        <source>What it is about</source>
        <translation>О чём речь</translation>
    </message>
    <message>
        <source>The report is being put together</source>
        <translation>Отчёт составляется</translation>
    </message>
</context>
<context>
    <name>ReviewScreen</name>
    <message>
        <source>Help</source>
        <translation>Справка</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Отменить</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Назад</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Почему</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Копия</translation>
    </message>
    <message>
        <source>Shifts</source>
        <translation>Смены</translation>
    </message>
    <message>
        <source>Reports</source>
        <translation>Отчёты</translation>
    </message>
    <message>
        <source>Period</source>
        <translation>Период</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>Печать</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>В файл</translation>
    </message>
    <message>
        <source>More rows</source>
        <translation>Ещё строки</translation>
    </message>
    <message>
        <source>Accept</source>
        <translation>Принять</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Открыть</translation>
    </message>
    <message>
        <source>Nothing to scan here: Esc goes back to the shift</source>
        <translation>Здесь нечего сканировать: Esc – назад к смене</translation>
    </message>
    <message>
        <source>A copy was sent to the printer</source>
        <translation>Копия отправлена на печать</translation>
    </message>
    <message>
        <source>The report was sent to the printer</source>
        <translation>Отчёт отправлен на печать</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>Сохраняем…</translation>
    </message>
    <message>
        <source>✓ Saved: {path}</source>
        <translation>✓ Сохранено: {path}</translation>
    </message>
    <message>
        <source>✓ Accepted by {name}</source>
        <translation>✓ Принято: {name}</translation>
    </message>
    <message>
        <source>An accepted Z report stays accepted for ever, with your name and the note</source>
        <translation>Приёмка Z-отчёта остаётся навсегда, с вашим именем и примечанием</translation>
    </message>
    <message>
        <source>Without a note</source>
        <translation>Без примечания</translation>
    </message>
    <message>
        <source>Accept: {what}</source>
        <translation>Приёмка: {what}</translation>
    </message>
    <message>
        <source>PageUp and PageDown turn the pages</source>
        <translation>PageUp и PageDown – листать</translation>
    </message>
    <message>
        <source>Enter opens: {what}</source>
        <translation>Enter – открыть: {what}</translation>
    </message>
</context>
<context>
    <name>ReviewTrail</name>
    <message>
        <source>The report could not be made. Try again; if it stays so, call the office</source>
        <translation>Отчёт не получился. Повторите; если не поможет, позвоните в офис</translation>
    </message>
    <message>
        <source>Reading what is new: {count} records so far… Esc gives it up</source>
        <translation>Читаем новое: прочитано записей {count}… Esc – отменить</translation>
    </message>
    <message>
        <source>Whose points these are is shown at the office, on the page of points</source>
        <translation>Чьи это баллы, видно в офисе, на странице баллов</translation>
    </message>
</context>
<context>
    <name>RewardDialog</name>
    <message>
        <source>Scan the certificate that is handed out, or type its number</source>
        <translation>Сканируйте выдаваемый сертификат или введите номер</translation>
    </message>
    <message>
        <source>Hand it over? Enter – yes, Esc – no</source>
        <translation>Выдать? Enter – да, Esc – нет</translation>
    </message>
    <message>
        <source>{reward}: {points} go from the account of {name}</source>
        <translation>{reward}: спишем {points}, клиент {name}</translation>
    </message>
    <message>
        <source>Not the number of a certificate. Scan it, or type it whole</source>
        <translation>Это не номер сертификата. Сканируйте или введите целиком</translation>
    </message>
</context>
<context>
    <name>Rewards</name>
    <message>
        <source>scan it, then F6</source>
        <translation>сканируйте, затем F6</translation>
    </message>
    <message>
        <source>{points} short</source>
        <translation>не хватает: {points}</translation>
    </message>
    <message>
        <source>no more than {most} for one customer</source>
        <translation>не больше {most} на одного</translation>
    </message>
    <message>
        <source>not now, or not for this customer</source>
        <translation>не сейчас или не этому клиенту</translation>
    </message>
    <message>
        <source>Handed over: {reward}. Points gone: {points}</source>
        <translation>Выдано: {reward}. Списано: {points}</translation>
    </message>
</context>
<context>
    <name>RewardsDialog</name>
    <message>
        <source>Gifts for points</source>
        <translation>Подарки за баллы</translation>
    </message>
    <message>
        <source>What does the customer want? Press the digit</source>
        <translation>Что выбрал клиент? Нажмите цифру</translation>
    </message>
</context>
<context>
    <name>Roles</name>
    <message>
        <source>a cashier&apos;s PIN</source>
        <translation>ПИН кассира</translation>
    </message>
    <message>
        <source>a senior&apos;s PIN</source>
        <translation>ПИН старшего</translation>
    </message>
    <message>
        <source>a manager&apos;s PIN</source>
        <translation>ПИН управляющего</translation>
    </message>
</context>
<context>
    <name>SaleHostScreen</name>
    <message>
        <source>Scan goods or a card, or type a code</source>
        <translation>Сканируйте товар, карту или введите код</translation>
    </message>
</context>
<context>
    <name>SalePage</name>
    <message>
        <source>Before discounts {sum}</source>
        <translation>Без скидок {sum}</translation>
    </message>
    <message>
        <source>Discount {sum}</source>
        <translation>Скидка {sum}</translation>
    </message>
    <message>
        <source>Paid with points {sum}</source>
        <translation>Оплата баллами {sum}</translation>
    </message>
    <message>
        <source>Receipt {sum}</source>
        <translation>Чек {sum}</translation>
    </message>
    <message>
        <source>LEFT TO PAY</source>
        <translation>ОСТАЛОСЬ ОПЛАТИТЬ</translation>
    </message>
    <message>
        <source>TO PAY</source>
        <translation>К ОПЛАТЕ</translation>
    </message>
    <message>
        <source>Your points: {points}</source>
        <translation>У вас: {points}</translation>
    </message>
    <message>
        <source>You spend: {points}</source>
        <translation>Спишем: {points}</translation>
    </message>
    <message>
        <source>You collect: {points}</source>
        <translation>Начислим: {points}</translation>
    </message>
    <message>
        <source>After this receipt: {points}</source>
        <translation>После чека: {points}</translation>
    </message>
    <message>
        <source>Points may pay up to {sum}: tell the cashier</source>
        <translation>Баллами можно оплатить до {sum}: скажите кассиру</translation>
    </message>
</context>
<context>
    <name>SaleScreen</name>
    <message>
        <source>Help</source>
        <translation>Справка</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Назад</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>Клиент</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Поиск</translation>
    </message>
    <message>
        <source>Quantity</source>
        <translation>Кол-во</translation>
    </message>
    <message>
        <source>Points</source>
        <translation>Баллы</translation>
    </message>
    <message>
        <source>Discount</source>
        <translation>Скидка</translation>
    </message>
    <message>
        <source>Void</source>
        <translation>Сторно</translation>
    </message>
    <message>
        <source>Return</source>
        <translation>Возврат</translation>
    </message>
    <message>
        <source>Shift</source>
        <translation>Смена</translation>
    </message>
</context>
<context>
    <name>SaleSteps</name>
    <message>
        <source>There is no line yet. Scan goods</source>
        <translation>Строк ещё нет. Сканируйте товар</translation>
    </message>
    <message>
        <source>Resume · {count}</source>
        <translation>Взять · {count}</translation>
    </message>
    <message>
        <source>Put aside</source>
        <translation>Отложить</translation>
    </message>
    <message>
        <source>Nothing to put aside, and nothing waits</source>
        <translation>Откладывать нечего, и отложенных чеков нет</translation>
    </message>
    <message>
        <source>Put aside: {sum}. {key} resumes it</source>
        <translation>Отложен чек на {sum}. {key} – взять снова</translation>
    </message>
    <message>
        <source>Points belong to a customer: choose the customer first</source>
        <translation>Баллы есть у клиента: сначала укажите его</translation>
    </message>
    <message>
        <source>No discounts on these goods: {item}</source>
        <translation>На этот товар скидок нет: {item}</translation>
    </message>
    <message>
        <source>Scan goods first, then choose what points pay</source>
        <translation>Сначала товары, потом баллы</translation>
    </message>
    <message>
        <source>Points cannot pay here: {reason}</source>
        <translation>Баллами нельзя: {reason}</translation>
    </message>
</context>
<context>
    <name>ScanAnswer</name>
    <message>
        <source>Customer: {name}</source>
        <translation>Клиент: {name}</translation>
    </message>
    <message>
        <source>Coupon {code}: {sum} off</source>
        <translation>Купон {code}: скидка {sum}</translation>
    </message>
    <message>
        <source>{years}+: check ID</source>
        <translation>{years}+: спросите документ</translation>
    </message>
    <message>
        <source>Coupon {code} is in the receipt but gives nothing yet. Insert says why</source>
        <translation>Купон {code} в чеке, но пока ничего не даёт. Insert – почему</translation>
    </message>
    <message>
        <source>Taken without the server</source>
        <translation>Принят без сервера</translation>
    </message>
    <message>
        <source>A badge is not needed here</source>
        <translation>Бейдж здесь не нужен</translation>
    </message>
    <message>
        <source>The next goods: {quantity} of them. Scan</source>
        <translation>Следующий товар: {quantity}. Сканируйте</translation>
    </message>
    <message>
        <source>Quantity: {quantity}</source>
        <translation>Количество: {quantity}</translation>
    </message>
    <message>
        <source>⚠ Order {number} without the server</source>
        <translation>⚠ Заказ {number} без сервера</translation>
    </message>
    <message>
        <source>Order {number}</source>
        <translation>Заказ {number}</translation>
    </message>
    <message>
        <source>Prepaid: {sum}</source>
        <translation>Предоплата: {sum}</translation>
    </message>
    <message>
        <source>Not sold any more: {names}</source>
        <translation>Больше не продаётся: {names}</translation>
    </message>
    <message>
        <source>Scan the marks: {names}</source>
        <translation>Отсканируйте марки: {names}</translation>
    </message>
    <message>
        <source>“{note}”</source>
        <translation>«{note}»</translation>
    </message>
</context>
<context>
    <name>ScannerLessonScreen</name>
    <message>
        <source>Save  Enter</source>
        <translation>Сохранить  Enter</translation>
    </message>
    <message>
        <source>Again  {key}</source>
        <translation>Заново  {key}</translation>
    </message>
    <message>
        <source>Back  Esc</source>
        <translation>Назад  Esc</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Справка</translation>
    </message>
    <message>
        <source>Again</source>
        <translation>Заново</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Сохранить</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Назад</translation>
    </message>
    <message>
        <source>✓ A scan of {length} characters came whole</source>
        <translation>✓ Скан пришёл целиком, знаков: {length}</translation>
    </message>
    <message>
        <source>That was typed by hand, or too short for a code. Scan a code</source>
        <translation>Это набрано рукой или слишком коротко. Считайте код</translation>
    </message>
    <message>
        <source>Scan any code: {count} of {needed}</source>
        <translation>Считайте любой код: {count} из {needed}</translation>
    </message>
    <message>
        <source>The same code or others. Do not press keys; Esc leaves</source>
        <translation>Один и тот же или разные. Клавиши не нажимайте; Esc выходит</translation>
    </message>
    <message>
        <source>Saved and in force</source>
        <translation>Сохранено и действует</translation>
    </message>
    <message>
        <source>This is how the scanner types</source>
        <translation>Так работает сканер</translation>
    </message>
    <message>
        <source>Scan once more to try it</source>
        <translation>Считайте ещё раз для проверки</translation>
    </message>
    <message>
        <source>{number}. {count} characters, at most {gap} ms apart, then {suffix}</source>
        <translation>{number}. Знаков {count}, между ними до {gap} мс, в конце {suffix}</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>ничего</translation>
    </message>
    <message>
        <source>Between two keys: usually {median} ms, at most {longest} ms</source>
        <translation>Между знаками: обычно {median} мс, не больше {longest} мс</translation>
    </message>
    <message>
        <source>A scan is what comes faster than {threshold} ms a key</source>
        <translation>Сканом считается всё, что быстрее {threshold} мс на знак</translation>
    </message>
    <message>
        <source>Last key: {suffix}</source>
        <translation>Последняя клавиша: {suffix}</translation>
    </message>
    <message>
        <source>Signs before the code: {prefix}</source>
        <translation>Знаки перед кодом: {prefix}</translation>
    </message>
    <message>
        <source>none</source>
        <translation>нет</translation>
    </message>
    <message>
        <source>It types as slowly as a person: set its delay between characters to 0, then try again</source>
        <translation>Он печатает медленно, как человек: поставьте в нём задержку между знаками 0 и повторите</translation>
    </message>
    <message>
        <source>It adds no Enter: set it to, by its manual. Until then each code ends by a pause</source>
        <translation>Он не добавляет Enter: включите по его инструкции. Пока код кончается паузой</translation>
    </message>
</context>
<context>
    <name>Screen</name>
    <message>
        <source>Nothing to scan here</source>
        <translation>Здесь нечего сканировать</translation>
    </message>
    <message>
        <source>What was under way could not be opened again: begin it anew</source>
        <translation>Прерванное открыть снова не вышло: начните его заново</translation>
    </message>
    <message>
        <source>Checking…</source>
        <translation>Проверяем…</translation>
    </message>
</context>
<context>
    <name>SearchDialog</name>
    <message>
        <source>Words of the name, for example: milk 3,2</source>
        <translation>Слова названия, например: молоко 3,2</translation>
    </message>
    <message>
        <source>↑ ↓ choose, Enter puts it in the receipt, Esc leaves</source>
        <translation>↑ ↓ – выбрать, Enter – в чек, Esc – выйти</translation>
    </message>
    <message>
        <source>Nothing with these words</source>
        <translation>С такими словами ничего нет</translation>
    </message>
    <message>
        <source>Nothing found: {text}</source>
        <translation>Не найдено: {text}</translation>
    </message>
</context>
<context>
    <name>SecondPerson</name>
    <message>
        <source>Why: {reason}</source>
        <translation>Причина: {reason}</translation>
    </message>
    <message>
        <source>Nobody at this till may do that</source>
        <translation>На этой кассе такого права нет ни у кого</translation>
    </message>
    <message>
        <source>That is {asked} off, nobody here may give more than {most}. Type less of a discount</source>
        <translation>Это скидка {asked}, больше {most} здесь не может дать никто. Введите скидку меньше</translation>
    </message>
</context>
<context>
    <name>Sentences</name>
    <message>
        <source>Wrong PIN. Tries left: {left}</source>
        <translation>Неверный ПИН. Осталось попыток: {left}</translation>
    </message>
    <message>
        <source>Too many wrong PINs. Wait {seconds} s or scan a badge</source>
        <translation>Много неверных ПИНов. Ждите {seconds} с или сканируйте бейдж</translation>
    </message>
    <message>
        <source>The list of staff is not loaded yet. Wait for the server</source>
        <translation>Список сотрудников ещё не загружен. Ждём сервер</translation>
    </message>
    <message>
        <source>This badge is not known here</source>
        <translation>Этот бейдж здесь не известен</translation>
    </message>
    <message>
        <source>This person may not approve it: {needed} is needed</source>
        <translation>Этот сотрудник не может разрешить: нужен {needed}</translation>
    </message>
    <message>
        <source>Sign on first</source>
        <translation>Сначала войдите</translation>
    </message>
    <message>
        <source>Nothing to put aside: the receipt is empty</source>
        <translation>Откладывать нечего: чек пустой</translation>
    </message>
    <message>
        <source>{most} receipts wait already. Finish or void one of them first</source>
        <translation>Уже отложено чеков: {most}. Закончите или аннулируйте один</translation>
    </message>
    <message>
        <source>Put this receipt aside first (F5), then take up the other</source>
        <translation>Сначала отложите этот чек (F5), затем возьмите другой</translation>
    </message>
    <message>
        <source>This receipt does not wait any more. Open the list again (F5)</source>
        <translation>Этот чек уже взяли. Откройте список снова (F5)</translation>
    </message>
    <message>
        <source>A note has up to {most} characters</source>
        <translation>В заметке до {most} знаков</translation>
    </message>
    <message>
        <source>Take the discount on the receipt away first (F7): it would be {asked_bp}, above {limit_bp}</source>
        <translation>Сначала уберите скидку на чек (F7): станет {asked_bp}, больше {limit_bp}</translation>
    </message>
    <message>
        <source>No goods here may have a discount</source>
        <translation>Ни на один товар чека скидки нет</translation>
    </message>
    <message>
        <source>This page is full. Begin another one (F2)</source>
        <translation>Страница полна. Начните другую (F2)</translation>
    </message>
    <message>
        <source>There are {most} pages at most</source>
        <translation>Страниц не больше {most}</translation>
    </message>
    <message>
        <source>A page needs a name of up to {most} characters</source>
        <translation>Имя страницы: от 1 до {most} знаков</translation>
    </message>
    <message>
        <source>A page has {most} places</source>
        <translation>На странице мест: {most}</translation>
    </message>
    <message>
        <source>Place {place} is taken twice</source>
        <translation>Место {place} занято дважды</translation>
    </message>
    <message>
        <source>This is no file of quick keys. Export one and try again</source>
        <translation>Это не файл быстрых товаров. Выгрузите его заново</translation>
    </message>
    <message>
        <source>Shift {number} is open already</source>
        <translation>Смена {number} уже открыта</translation>
    </message>
    <message>
        <source>Open a shift first (F10)</source>
        <translation>Сначала откройте смену (F10)</translation>
    </message>
    <message>
        <source>Not enough cash in the drawer: {expected_kopecks}</source>
        <translation>В ящике не хватает наличных: есть {expected_kopecks}</translation>
    </message>
    <message>
        <source>A sale is open. Finish it or void it (F8) first</source>
        <translation>Открыта продажа. Завершите её или сторнируйте (F8)</translation>
    </message>
    <message>
        <source>Choose a reason</source>
        <translation>Выберите причину</translation>
    </message>
    <message>
        <source>Receipt {receipt} does not add up. Call the office</source>
        <translation>Чек {receipt} не сходится. Позвоните в офис</translation>
    </message>
    <message>
        <source>No link, and only the server knows what is left. Return it when it is back</source>
        <translation>Нет связи, а остаток знает только сервер. Вернёте, когда она будет</translation>
    </message>
    <message>
        <source>The server was restored: nothing is set aside yet. Later again</source>
        <translation>Сервер восстановлен и пока ничего не откладывает. Повторите позже</translation>
    </message>
    <message>
        <source>The server knows no such certificate: not sold, or its till has not told it yet</source>
        <translation>Сервер не знает такого сертификата: не продан, или касса ещё не передала</translation>
    </message>
    <message>
        <source>This receipt tops up the customer&apos;s account. Remove the top-up first (F8)</source>
        <translation>В чеке пополнение этого счёта. Сначала уберите пополнение (F8)</translation>
    </message>
    <message>
        <source>Nothing was read. Scan again</source>
        <translation>Ничего не прочитано. Сканируйте ещё раз</translation>
    </message>
    <message>
        <source>Unknown code. Search the goods by name (F3)</source>
        <translation>Неизвестный код. Найдите товар по названию (F3)</translation>
    </message>
    <message>
        <source>Unknown code: {code}. Search by name (F3)</source>
        <translation>Неизвестный код: {code}. Поиск по названию – F3</translation>
    </message>
    <message>
        <source>This is a bank card, not a customer&apos;s card</source>
        <translation>Это банковская карта, а не карта клиента</translation>
    </message>
    <message>
        <source>This stripe is not a card of ours</source>
        <translation>Это не наша карта</translation>
    </message>
    <message>
        <source>No weight on the label. Weigh it again</source>
        <translation>На этикетке нет веса. Взвесьте ещё раз</translation>
    </message>
    <message>
        <source>The code is damaged. Scan again</source>
        <translation>Код повреждён. Сканируйте ещё раз</translation>
    </message>
    <message>
        <source>This is the code of a case. Scan the piece</source>
        <translation>Это код коробки. Сканируйте штуку</translation>
    </message>
    <message>
        <source>The scanner loses the separators of marking codes. Set it up anew</source>
        <translation>Сканер теряет разделители кода маркировки. Настройте сканер</translation>
    </message>
    <message>
        <source>This very piece is in the receipt already. Scan another one</source>
        <translation>Эта самая штука уже в чеке. Сканируйте другую</translation>
    </message>
    <message>
        <source>Marked goods: each piece is scanned by itself</source>
        <translation>Маркированный товар: каждую штуку сканируют отдельно</translation>
    </message>
    <message>
        <source>The card&apos;s code is too old or forged. Ask to show it anew</source>
        <translation>Код карты устарел или подделан. Попросите показать снова</translation>
    </message>
    <message>
        <source>This code was used already. Wait until the card shows a new one</source>
        <translation>Этот код уже был. Подождите, пока карта покажет новый</translation>
    </message>
    <message>
        <source>This till has no key for such cards. Ask for the phone</source>
        <translation>У кассы нет ключа для таких карт. Спросите телефон</translation>
    </message>
    <message>
        <source>Coupon {code}: the number was misread. Scan again</source>
        <translation>Купон {code}: номер прочитан неверно. Отсканируйте ещё раз</translation>
    </message>
    <message>
        <source>This is no code of goods</source>
        <translation>Это не код товара</translation>
    </message>
    <message>
        <source>Code not found: {code}</source>
        <translation>Код не найден: {code}</translation>
    </message>
    <message>
        <source>The goods are not loaded yet. Wait for the server</source>
        <translation>Товары ещё не загружены. Ждём сервер</translation>
    </message>
    <message>
        <source>Sold by weight: weigh it, or type kilograms*code</source>
        <translation>Товар весовой: взвесьте или введите килограммы*код</translation>
    </message>
    <message>
        <source>Not sold by weight: {item}</source>
        <translation>Это не весовой товар: {item}</translation>
    </message>
    <message>
        <source>The label has its own weight: scan without a quantity</source>
        <translation>На этикетке свой вес: сканируйте без количества</translation>
    </message>
    <message>
        <source>There is no line. Scan goods first</source>
        <translation>Строки нет. Сначала сканируйте товар</translation>
    </message>
    <message>
        <source>Receipt not found on this till: {number}</source>
        <translation>На этой кассе нет чека {number}</translation>
    </message>
    <message>
        <source>Not a receipt number. Type it as 2-231</source>
        <translation>Это не номер чека. Введите его так: 2-231</translation>
    </message>
    <message>
        <source>Not a receipt&apos;s code. Type its number as 2-231</source>
        <translation>Это не код чека. Введите номер так: 2-231</translation>
    </message>
    <message>
        <source>No customer with the phone {phone}</source>
        <translation>Нет клиента с телефоном {phone}</translation>
    </message>
    <message>
        <source>No phone ends in {digits}. Ask for the whole number</source>
        <translation>Нет телефона на {digits}. Спросите весь номер</translation>
    </message>
    <message>
        <source>Not a customer&apos;s card: KP and nine digits, check them</source>
        <translation>Это не карта клиента: KP и девять цифр, проверьте их</translation>
    </message>
    <message>
        <source>The card number is mistyped. Type it again</source>
        <translation>Ошибка в номере карты. Введите ещё раз</translation>
    </message>
    <message>
        <source>Not a phone, not a card. Type a phone or its last 4 digits</source>
        <translation>Не телефон и не карта. Введите телефон или последние 4 цифры</translation>
    </message>
    <message>
        <source>The customers are not loaded yet. Wait for the server</source>
        <translation>Клиенты ещё не загружены. Ждём сервер</translation>
    </message>
    <message>
        <source>Type a phone or its last 4 digits</source>
        <translation>Введите телефон или последние 4 цифры</translation>
    </message>
    <message>
        <source>A phone has only digits. Type it again</source>
        <translation>В телефоне только цифры. Введите ещё раз</translation>
    </message>
    <message>
        <source>Too few digits for a phone: {digits}</source>
        <translation>Мало цифр для телефона: {digits}</translation>
    </message>
    <message>
        <source>Too many digits for a phone: {digits}</source>
        <translation>Много цифр для телефона: {digits}</translation>
    </message>
    <message>
        <source>Not a mobile phone. Ask for the mobile number</source>
        <translation>Это не мобильный. Спросите мобильный номер</translation>
    </message>
    <message>
        <source>Unknown country code. Type the number again</source>
        <translation>Неизвестный код страны. Введите номер ещё раз</translation>
    </message>
    <message>
        <source>The customer has this number already</source>
        <translation>Этот номер у клиента уже записан</translation>
    </message>
    <message>
        <source>Another customer has this number. Find them by it: is it one person?</source>
        <translation>Этот номер у другого клиента. Найдите его по номеру: это один человек?</translation>
    </message>
    <message>
        <source>The phone {phone} belongs to a customer already</source>
        <translation>Телефон {phone} уже у клиента</translation>
    </message>
    <message>
        <source>Type the customer&apos;s name</source>
        <translation>Введите имя клиента</translation>
    </message>
    <message>
        <source>Without this consent nobody can join</source>
        <translation>Без этого согласия вступить нельзя</translation>
    </message>
    <message>
        <source>This record does not wait for a decision</source>
        <translation>Эта запись не ждёт решения</translation>
    </message>
    <message>
        <source>It takes a second person: another senior&apos;s PIN</source>
        <translation>Нужен второй человек: ПИН другого старшего</translation>
    </message>
    <message>
        <source>Type how many points, for example 50 or -50</source>
        <translation>Введите, сколько баллов, например 50 или -50</translation>
    </message>
    <message>
        <source>Name the customer first (F2)</source>
        <translation>Сначала укажите клиента (F2)</translation>
    </message>
    <message>
        <source>The loyalty programme is not loaded yet. Wait for the server</source>
        <translation>Программа лояльности ещё не загружена. Ждём сервер</translation>
    </message>
    <message>
        <source>Sold by the piece: type a whole number</source>
        <translation>Товар штучный: введите целое число</translation>
    </message>
    <message>
        <source>Type a quantity above 0</source>
        <translation>Введите количество больше 0</translation>
    </message>
    <message>
        <source>This line is gone already</source>
        <translation>Этой строки уже нет</translation>
    </message>
    <message>
        <source>This line is not on the receipt</source>
        <translation>Такой строки в чеке нет</translation>
    </message>
    <message>
        <source>The line was not added. Scan once more</source>
        <translation>Строка не добавлена. Сканируйте ещё раз</translation>
    </message>
    <message>
        <source>No VAT rate for {item}. Call the office</source>
        <translation>Нет ставки НДС для «{item}». Позвоните в офис</translation>
    </message>
    <message>
        <source>{asked_bp} in all is above the limit of {limit_bp}: {needed_role} is needed</source>
        <translation>Вместе {asked_bp}, а предел {limit_bp}: нужен {needed_role}</translation>
    </message>
    <message>
        <source>No discounts on these goods</source>
        <translation>На этот товар скидок нет</translation>
    </message>
    <message>
        <source>Such a discount is not possible on this line. Type less</source>
        <translation>Такая скидка на строку невозможна. Введите меньше</translation>
    </message>
    <message>
        <source>Sold by weight: type roubles instead of pieces</source>
        <translation>Товар весовой: введите рубли вместо штук</translation>
    </message>
    <message>
        <source>There are not so many pieces on the line</source>
        <translation>В строке нет столько штук</translation>
    </message>
    <message>
        <source>Not a sum. Type roubles, for example 60</source>
        <translation>Это не сумма. Введите рубли, например 60</translation>
    </message>
    <message>
        <source>This line is chosen already</source>
        <translation>Эта строка уже выбрана</translation>
    </message>
    <message>
        <source>Fewer points may be spent now. Check the sum and pay again</source>
        <translation>Баллов можно списать меньше. Проверьте сумму и оплатите снова</translation>
    </message>
    <message>
        <source>The points are not set aside yet. Press the key once more</source>
        <translation>Баллы ещё не отложены. Нажмите клавишу ещё раз</translation>
    </message>
    <message>
        <source>The line has a discount: take it away (F7) first</source>
        <translation>На строке скидка: сначала уберите её (F7)</translation>
    </message>
    <message>
        <source>This needs approval: {needed_role}</source>
        <translation>Нужно разрешение: {needed_role}</translation>
    </message>
    <message>
        <source>Receipts put aside: {count}. Take them up or void them first</source>
        <translation>Отложенных чеков: {count}. Возьмите или аннулируйте их</translation>
    </message>
    <message>
        <source>Not a possible price for these goods. Type roubles</source>
        <translation>Такая цена невозможна. Введите рубли</translation>
    </message>
    <message>
        <source>That is the shelf price already: {price_kopecks}</source>
        <translation>Это и есть цена с полки: {price_kopecks}</translation>
    </message>
    <message>
        <source>Not a possible sum. Type roubles, for example 500 or 12.50</source>
        <translation>Такой суммы быть не может. Введите рубли, например 500 или 12,50</translation>
    </message>
    <message>
        <source>This shift is not known here</source>
        <translation>Такой смены здесь нет</translation>
    </message>
    <message>
        <source>The shift is open: its Z report comes when it is closed</source>
        <translation>Смена открыта: Z-отчёт будет после закрытия</translation>
    </message>
    <message>
        <source>The Z report was accepted already</source>
        <translation>Z-отчёт уже принят</translation>
    </message>
    <message>
        <source>There is a difference: write what was found out about it</source>
        <translation>Есть расхождение: напишите, что выяснили</translation>
    </message>
    <message>
        <source>There are no receipts behind this figure</source>
        <translation>За этой суммой нет чеков</translation>
    </message>
    <message>
        <source>The reports cannot be read: {cause}</source>
        <translation>Отчёты не читаются: {cause}</translation>
    </message>
    <message>
        <source>Not saved into {folder}: {reason}</source>
        <translation>Не сохранено в {folder}: {reason}</translation>
    </message>
    <message>
        <source>The cash is not what the receipts say: tell why</source>
        <translation>Наличные расходятся с чеками: укажите причину</translation>
    </message>
    <message>
        <source>No link: certificates and accounts need the server. Take cash or a card</source>
        <translation>Нет связи: сертификат и счёт не платят без сервера. Наличные или карта?</translation>
    </message>
    <message>
        <source>The server is too old for this. Take cash or a card</source>
        <translation>Сервер старый и этого не умеет. Примите наличные или карту</translation>
    </message>
    <message>
        <source>The server does not answer. Try again, or take cash or a card</source>
        <translation>Сервер не отвечает. Повторите или примите наличные или карту</translation>
    </message>
    <message>
        <source>The server was restored and sets nothing aside yet. Take cash or a card</source>
        <translation>Сервер восстановлен и пока не резервирует. Примите наличные или карту</translation>
    </message>
    <message>
        <source>It pays this receipt already. Remove that payment first</source>
        <translation>Он уже платит за этот чек. Сначала уберите ту оплату</translation>
    </message>
    <message>
        <source>It may not pay what is left of this receipt</source>
        <translation>Остаток чека им оплатить нельзя</translation>
    </message>
    <message>
        <source>It may pay {most_kopecks} of this receipt at most</source>
        <translation>В этом чеке им можно оплатить не больше {most_kopecks}</translation>
    </message>
    <message>
        <source>The receipt went on meanwhile: nothing was taken. Try again</source>
        <translation>Чек за это время изменился: ничего не списано. Повторите</translation>
    </message>
    <message>
        <source>The server is too old to pay certificates and top-ups out</source>
        <translation>Сервер старой версии: сертификаты и пополнения он возвращать не умеет</translation>
    </message>
    <message>
        <source>The server does not answer: nothing is paid out. Try again</source>
        <translation>Сервер не отвечает: ничего не возвращено. Повторите</translation>
    </message>
    <message>
        <source>The server has not heard of its sale yet. Wait until the queue is empty and try again</source>
        <translation>Сервер ещё не знает о продаже. Дождитесь, когда очередь опустеет, и повторите</translation>
    </message>
    <message>
        <source>Nothing is left of it: all of it was spent, nothing to pay out</source>
        <translation>Остатка нет: всё уже потрачено, возвращать нечего</translation>
    </message>
    <message>
        <source>{item} was paid back already</source>
        <translation>{item}: уже возвращено</translation>
    </message>
    <message>
        <source>What is left of the certificate or top-up is not sure any more: choose it again</source>
        <translation>Остаток сертификата или пополнения уже не проверен: выберите его ещё раз</translation>
    </message>
    <message>
        <source>The receipt names no customer: nothing to pay out of</source>
        <translation>В чеке нет клиента: возвращать не с чего</translation>
    </message>
    <message>
        <source>This certificate is blocked. Call a senior person</source>
        <translation>Сертификат заблокирован. Позовите старшего</translation>
    </message>
    <message>
        <source>This certificate ended on {until}</source>
        <translation>Срок сертификата вышел {until}</translation>
    </message>
    <message>
        <source>Nothing is left on this certificate</source>
        <translation>На сертификате ничего не осталось</translation>
    </message>
    <message>
        <source>Nothing is left on the money account</source>
        <translation>На счёте ничего нет</translation>
    </message>
    <message>
        <source>This shop sells no certificates with such numbers</source>
        <translation>Магазин не продаёт сертификаты с такими номерами</translation>
    </message>
    <message>
        <source>This certificate is in the receipt already</source>
        <translation>Этот сертификат уже в чеке</translation>
    </message>
    <message>
        <source>There are no certificates of this worth. Choose one of the list</source>
        <translation>Сертификатов на такую сумму нет. Выберите из списка</translation>
    </message>
    <message>
        <source>This shop has no money accounts</source>
        <translation>В этом магазине нет счетов покупателей</translation>
    </message>
    <message>
        <source>Too little: at least {least_kopecks}</source>
        <translation>Слишком мало: не меньше {least_kopecks}</translation>
    </message>
    <message>
        <source>Too much at once: at most {most_kopecks}</source>
        <translation>Слишком много за раз: не больше {most_kopecks}</translation>
    </message>
    <message>
        <source>The account may hold {most_kopecks} at most</source>
        <translation>На счёте может быть не больше {most_kopecks}</translation>
    </message>
    <message>
        <source>The customer has this card already</source>
        <translation>Эта карта уже у этого клиента</translation>
    </message>
    <message>
        <source>This is not this customer&apos;s card</source>
        <translation>Это карта не этого клиента</translation>
    </message>
    <message>
        <source>This card is another customer&apos;s: take another one</source>
        <translation>Карта уже у другого клиента: возьмите другую</translation>
    </message>
    <message>
        <source>This card is not blocked</source>
        <translation>Карта и так действует</translation>
    </message>
    <message>
        <source>The server does not know this customer yet. Try again in a moment</source>
        <translation>Сервер ещё не знает клиента. Повторите через минуту</translation>
    </message>
    <message>
        <source>Choose what to return</source>
        <translation>Выберите, что возвращают</translation>
    </message>
    <message>
        <source>{item}: a top-up card. Name the customer first (F2)</source>
        <translation>{item}: карта пополнения. Сначала назовите клиента (F2)</translation>
    </message>
    <message>
        <source>It is being paid out at another till right now: pay nothing out, ask there, or try again later</source>
        <translation>Это сейчас возвращает другая касса: ничего не выдавайте, спросите там</translation>
    </message>
    <message>
        <source>The programme keeps no change on accounts</source>
        <translation>Сдача по программе на счёт не кладётся</translation>
    </message>
    <message>
        <source>There is no change. Type the cash received first</source>
        <translation>Сдачи нет. Сначала введите, сколько получено</translation>
    </message>
    <message>
        <source>The programme has no such gift any more</source>
        <translation>Такого подарка в программе больше нет</translation>
    </message>
    <message>
        <source>Goods go through a receipt: scan them, then pay with points (F6)</source>
        <translation>Товар идёт через чек: сканируйте и оплатите баллами (F6)</translation>
    </message>
    <message>
        <source>This gift is not to be had now</source>
        <translation>Этот подарок сейчас получить нельзя</translation>
    </message>
    <message>
        <source>The points could not be set aside: nothing was given. Try again when the server answers</source>
        <translation>Баллы не удалось отложить: ничего не выдано. Повторите, когда сервер ответит</translation>
    </message>
    <message>
        <source>The code was misread. Scan again</source>
        <translation>Код прочитан с ошибкой. Сканируйте ещё раз</translation>
    </message>
    <message>
        <source>Only a part of the code was read. Scan again</source>
        <translation>Код прочитан не весь. Сканируйте ещё раз</translation>
    </message>
    <message>
        <source>Coupon {code} is not known here</source>
        <translation>Купон {code} здесь не известен</translation>
    </message>
    <message>
        <source>Coupon {code} is in the receipt already</source>
        <translation>Купон {code} уже в чеке</translation>
    </message>
    <message>
        <source>Coupon {code} works once: show it at a till with the server</source>
        <translation>Купон {code} действует один раз: предъявите на кассе с сервером</translation>
    </message>
    <message>
        <source>Coupon {code} was used: till {till}, receipt {receipt}, {used_at}</source>
        <translation>Купон {code} уже погашен: касса {till}, чек {receipt}, {used_at}</translation>
    </message>
    <message>
        <source>Coupon {code} is in an open receipt of till {till}</source>
        <translation>Купон {code} в открытом чеке кассы {till}</translation>
    </message>
    <message>
        <source>Coupon {code} is in a receipt that was put aside here</source>
        <translation>Купон {code} в отложенном чеке этой кассы</translation>
    </message>
    <message>
        <source>Coupon {code} works from {on_day} on</source>
        <translation>Купон {code} действует с {on_day}</translation>
    </message>
    <message>
        <source>Coupon {code} worked until {on_day}</source>
        <translation>Купон {code} действовал до {on_day}</translation>
    </message>
    <message>
        <source>Coupon {code} does not work any more</source>
        <translation>Купон {code} больше не действует</translation>
    </message>
    <message>
        <source>Coupon {code}: the server was asked too late. Scan it again</source>
        <translation>Купон {code}: сервер ответил поздно. Отсканируйте ещё раз</translation>
    </message>
    <message>
        <source>Coupon {code}: without the server it is not taken. Try later</source>
        <translation>Купон {code}: без сервера не принимается. Попробуйте позже</translation>
    </message>
    <message>
        <source>Coupon {code}: without the server it takes off {most_kopecks} at most. Sell without it</source>
        <translation>Купон {code}: без сервера скидка не больше {most_kopecks}. Продайте без него</translation>
    </message>
    <message>
        <source>Another receipt was opened meanwhile. Scan it again</source>
        <translation>За это время открыт другой чек. Отсканируйте ещё раз</translation>
    </message>
    <message>
        <source>Marked goods: scan the square code on the piece</source>
        <translation>Маркированный товар: сканируйте квадратный код на упаковке</translation>
    </message>
    <message>
        <source>The code broke off half-way. Scan it again</source>
        <translation>Код прочитан не до конца. Сканируйте ещё раз</translation>
    </message>
    <message>
        <source>Coupon {code} is not in this receipt</source>
        <translation>Купона {code} нет в этом чеке</translation>
    </message>
    <message>
        <source>Order {number}: finish the open receipt first, or put it aside (F5)</source>
        <translation>Заказ {number}: сначала закончите открытый чек или отложите его (F5)</translation>
    </message>
    <message>
        <source>Order {number} was handed out: receipt {receipt}, {used_at}</source>
        <translation>Заказ {number} уже выдан: чек {receipt}, {used_at}</translation>
    </message>
    <message>
        <source>Order {number} is open at till {till}</source>
        <translation>Заказ {number} открыт на кассе {till}</translation>
    </message>
    <message>
        <source>Order {number} is in a receipt that was put aside here</source>
        <translation>Заказ {number} в отложенном чеке этой кассы</translation>
    </message>
    <message>
        <source>There is no order {number}</source>
        <translation>Заказа {number} нет</translation>
    </message>
    <message>
        <source>Order {number} is not known here, and there is no server</source>
        <translation>Заказ {number} здесь неизвестен, а сервера нет</translation>
    </message>
    <message>
        <source>Order {number} was cancelled</source>
        <translation>Заказ {number} отменён</translation>
    </message>
    <message>
        <source>No order is open here. Scan its number first</source>
        <translation>Заказ здесь не открыт. Сначала сканируйте его номер</translation>
    </message>
    <message>
        <source>The server is older than this till: let the office cancel order {number}</source>
        <translation>Сервер старше этой кассы: заказ {number} отменит офис</translation>
    </message>
    <message>
        <source>Order {number} waits in another shop</source>
        <translation>Заказ {number} ждёт в другом магазине</translation>
    </message>
    <message>
        <source>Order {number}: the server was asked too late. Scan it again</source>
        <translation>Заказ {number}: сервер ответил поздно. Отсканируйте ещё раз</translation>
    </message>
    <message>
        <source>No code can hold so much. Type less</source>
        <translation>Столько не поместится ни в один код. Наберите короче</translation>
    </message>
    <message>
        <source>Not a quantity. Type 1 to {most}</source>
        <translation>Это не количество. Введите от 1 до {most}</translation>
    </message>
    <message>
        <source>Receipt {number} is another till&apos;s, and there is no server. Return it there, or later</source>
        <translation>Чек {number} пробит на другой кассе, а сервера нет на связи. Верните на той кассе или позже</translation>
    </message>
    <message>
        <source>The server does not answer: receipt {number} can be returned at its own till, or try later</source>
        <translation>Сервер не отвечает: чек {number} можно вернуть на его кассе или позже</translation>
    </message>
    <message>
        <source>Receipt {number} is not at the server. Check the number, or return it at its own till</source>
        <translation>Чека {number} нет на сервере. Проверьте номер или верните на его кассе</translation>
    </message>
    <message>
        <source>Not a receipt&apos;s code. Scan the receipt or type its number</source>
        <translation>Это не код чека. Сканируйте чек или введите его номер</translation>
    </message>
    <message>
        <source>This card or phone opens nobody here. Scan the receipt or type its number</source>
        <translation>Клиент по этой карте или телефону не найден. Сканируйте чек или введите номер</translation>
    </message>
    <message>
        <source>Scan the receipt&apos;s code first, then the goods</source>
        <translation>Сначала сканируйте код чека, потом товар</translation>
    </message>
    <message>
        <source>These goods are not on receipt {number}</source>
        <translation>Этого товара нет в чеке {number}</translation>
    </message>
    <message>
        <source>Card {number} is blocked. Ask for the phone, or hand out another card</source>
        <translation>Карта {number} заблокирована. Спросите телефон или выдайте другую</translation>
    </message>
    <message>
        <source>This card was blocked: take another one</source>
        <translation>Карта была заблокирована: возьмите другую</translation>
    </message>
    <message>
        <source>That is the same account. Name the other one</source>
        <translation>Это тот же счёт. Назовите другой</translation>
    </message>
    <message>
        <source>That is on its way to the server already</source>
        <translation>Это уже отправляется на сервер</translation>
    </message>
    <message>
        <source>Not an e-mail address. Type for example anna@mail.ru</source>
        <translation>Это не адрес почты. Введите, например, anna@mail.ru</translation>
    </message>
    <message>
        <source>Nobody was born on that day. Type for example 02.05.1988</source>
        <translation>Такого дня рождения не бывает. Введите, например, 02.05.1988</translation>
    </message>
    <message>
        <source>The phone is not on this till</source>
        <translation>Телефона на этой кассе нет</translation>
    </message>
    <message>
        <source>The phone is confirmed already</source>
        <translation>Телефон уже подтверждён</translation>
    </message>
    <message>
        <source>No code without the server</source>
        <translation>Без связи кода нет</translation>
    </message>
    <message>
        <source>Three codes within an hour are enough. Later, or a senior person</source>
        <translation>Три кода за час – достаточно. Позже или через старшего</translation>
    </message>
    <message>
        <source>The code could not be sent. Try again, or a senior person vouches</source>
        <translation>Код не отправлен. Повторите или пусть поручится старший</translation>
    </message>
    <message>
        <source>The server did not answer: type the code again</source>
        <translation>Сервер не ответил: введите код ещё раз</translation>
    </message>
    <message>
        <source>A code has {digits} digits</source>
        <translation>В коде цифр: {digits}</translation>
    </message>
    <message>
        <source>Wrong code. Tries left: {left}</source>
        <translation>Код неверен. Осталось попыток: {left}</translation>
    </message>
    <message>
        <source>The code is too old: send another one</source>
        <translation>Код устарел: отправьте другой</translation>
    </message>
    <message>
        <source>Wrong too often: send another code</source>
        <translation>Слишком много ошибок: отправьте другой код</translation>
    </message>
    <message>
        <source>No customer with this card or phone. Leave it empty to go on</source>
        <translation>Клиента с такой картой или телефоном нет. Оставьте пустым, чтобы продолжить</translation>
    </message>
    <message>
        <source>Card {number} is unknown or blocked. Ask for the phone (F2)</source>
        <translation>Карта {number} неизвестна или заблокирована. Спросите телефон (F2)</translation>
    </message>
    <message>
        <source>No link: older rows come from the server. Try again later</source>
        <translation>Нет связи: прежнее знает сервер. Повторите позже</translation>
    </message>
    <message>
        <source>The server did not tell older rows. Try again</source>
        <translation>Сервер не ответил про прежнее. Повторите</translation>
    </message>
    <message>
        <source>The receipt is short enough: there is nothing to split</source>
        <translation>Чек достаточно короткий: делить нечего</translation>
    </message>
    <message>
        <source>An order is handed out on one receipt: it cannot be split</source>
        <translation>Заказ выдаётся одним чеком: его не разделить</translation>
    </message>
    <message>
        <source>This number belongs to {name}</source>
        <translation>Этот номер уже у клиента: {name}</translation>
    </message>
    <message>
        <source>The server is too old for a change of phones</source>
        <translation>Сервер старой версии: менять телефоны он не умеет</translation>
    </message>
    <message>
        <source>This customer is no longer here. Search again (F2)</source>
        <translation>Этого клиента здесь больше нет. Найдите снова (F2)</translation>
    </message>
    <message>
        <source>From {least} to {most} on one line</source>
        <translation>В одной строке от {least} до {most}</translation>
    </message>
    <message>
        <source>Payment has begun. Esc goes back to the goods</source>
        <translation>Идёт оплата. Esc – назад к товарам</translation>
    </message>
    <message>
        <source>Nothing to pay for yet. Scan goods</source>
        <translation>Платить пока не за что. Сканируйте товар</translation>
    </message>
    <message>
        <source>Payment has not begun. Press F12 or F11</source>
        <translation>Оплата не начата. Нажмите F12 или F11</translation>
    </message>
    <message>
        <source>All is paid already</source>
        <translation>Всё уже оплачено</translation>
    </message>
    <message>
        <source>By card no more than {remaining_kopecks}</source>
        <translation>Картой не больше {remaining_kopecks}</translation>
    </message>
    <message>
        <source>This payment is gone already</source>
        <translation>Этой оплаты уже нет</translation>
    </message>
    <message>
        <source>Still to pay: {remaining_kopecks}</source>
        <translation>Осталось оплатить: {remaining_kopecks}</translation>
    </message>
    <message>
        <source>Not saved: {cause}. Nothing was changed</source>
        <translation>Не сохранено: {cause}. Ничего не изменилось</translation>
    </message>
    <message>
        <source>Cannot be read: {cause}. Nothing was changed, try once more</source>
        <translation>Не прочитано: {cause}. Ничего не изменено, повторите</translation>
    </message>
    <message>
        <source>The last receipt is being checked. Press Enter</source>
        <translation>Проверяем последний чек. Нажмите Enter</translation>
    </message>
    <message>
        <source>No more is left to return: {item}</source>
        <translation>Столько вернуть нельзя: {item}</translation>
    </message>
    <message>
        <source>the disk is full</source>
        <translation>диск заполнен</translation>
    </message>
    <message>
        <source>the disk is read-only</source>
        <translation>диск только для чтения</translation>
    </message>
    <message>
        <source>the till&apos;s file is damaged, call the office</source>
        <translation>файл кассы повреждён, позвоните в офис</translation>
    </message>
    <message>
        <source>the disk does not answer, call the office</source>
        <translation>диск не отвечает, позвоните в офис</translation>
    </message>
    <message>
        <source>the till&apos;s file is of a newer version, call the office</source>
        <translation>файл кассы от новой версии, позвоните в офис</translation>
    </message>
    <message>
        <source>the file here is another till&apos;s, call the office</source>
        <translation>здесь файл другой кассы, позвоните в офис</translation>
    </message>
    <message>
        <source>the till&apos;s file is gone, call the office</source>
        <translation>файл кассы пропал, позвоните в офис</translation>
    </message>
    <message>
        <source>the till&apos;s file is busy, try again</source>
        <translation>файл кассы занят, попробуйте ещё раз</translation>
    </message>
    <message>
        <source>the cause is not known, call the office</source>
        <translation>причина не известна, позвоните в офис</translation>
    </message>
    <message>
        <source>the record does not fit, call the office</source>
        <translation>запись не подходит, позвоните в офис</translation>
    </message>
    <message>
        <source>the points are no longer set aside</source>
        <translation>баллы больше не отложены</translation>
    </message>
    <message>
        <source>Printer: no paper</source>
        <translation>Принтер: нет бумаги</translation>
    </message>
    <message>
        <source>Printer: the cover is open</source>
        <translation>Принтер: открыта крышка</translation>
    </message>
    <message>
        <source>Printer: not connected</source>
        <translation>Принтер: нет связи</translation>
    </message>
    <message>
        <source>Printer: does not print</source>
        <translation>Принтер: не печатает</translation>
    </message>
    <message>
        <source>Registrar: not connected, check its cable and power</source>
        <translation>Регистратор: нет связи, проверьте кабель и питание</translation>
    </message>
    <message>
        <source>Registrar: no answer, it is asked again by itself</source>
        <translation>Регистратор: не отвечает, касса спросит его снова сама</translation>
    </message>
    <message>
        <source>Registrar: does not work, switch it off and on</source>
        <translation>Регистратор: не работает, выключите и включите его</translation>
    </message>
    <message>
        <source>Registrar: busy or cut off, it is tried again by itself</source>
        <translation>Регистратор: занят или отключён, касса повторит сама</translation>
    </message>
    <message>
        <source>Registrar: no paper, put in a roll</source>
        <translation>Регистратор: нет бумаги, вставьте рулон</translation>
    </message>
    <message>
        <source>Registrar: close its cover</source>
        <translation>Регистратор: закройте крышку</translation>
    </message>
    <message>
        <source>Registrar: its shift is over 24 hours, close the shift</source>
        <translation>Регистратор: смене больше 24 часов, закройте смену</translation>
    </message>
    <message>
        <source>Registrar refused the sums of {number}. Call the manager</source>
        <translation>Регистратор не принял суммы {number}. Позовите управляющего</translation>
    </message>
    <message>
        <source>Registrar refused a marking code of {number}. Call the manager</source>
        <translation>Регистратор не принял код маркировки {number}. Позовите управляющего</translation>
    </message>
    <message>
        <source>Registrar refused {number} (error {code}). Call the manager</source>
        <translation>Регистратор не принял {number} (ошибка {code}). Позовите управляющего</translation>
    </message>
    <message>
        <source>Scale: not connected. Type the weight</source>
        <translation>Весы: нет связи. Наберите вес</translation>
    </message>
    <message>
        <source>Scale: no answer. Type the weight</source>
        <translation>Весы: не отвечают. Наберите вес</translation>
    </message>
    <message>
        <source>The weight is not steady. Press Enter to weigh again</source>
        <translation>Вес не установился. Нажмите Enter, чтобы взвесить снова</translation>
    </message>
    <message>
        <source>The scale is empty. Put the goods on it and press Enter</source>
        <translation>На весах пусто. Положите товар и нажмите Enter</translation>
    </message>
    <message>
        <source>The scale is below zero. Set it to zero and press Enter</source>
        <translation>Весы ниже нуля. Обнулите их и нажмите Enter</translation>
    </message>
    <message>
        <source>It holds now but was not saved: {reason}</source>
        <translation>Действует сейчас, но не сохранено: {reason}</translation>
    </message>
    <message>
        <source>This device has no test</source>
        <translation>У этого устройства нет проверки</translation>
    </message>
    <message>
        <source>The drawer did not open: use its key</source>
        <translation>Ящик не открылся: откройте ключом</translation>
    </message>
    <message>
        <source>Not done ({key}). Call the manager</source>
        <translation>Не выполнено ({key}). Позовите управляющего</translation>
    </message>
</context>
<context>
    <name>SetAside</name>
    <message>
        <source>Asking the server for the points…</source>
        <translation>Запрашиваем баллы у сервера…</translation>
    </message>
    <message>
        <source>{points} points are set aside at another till and come back when it is online</source>
        <translation>Баллов отложено на другой кассе: {points}. Вернутся, когда она на связи</translation>
    </message>
    <message>
        <source>The server was restored and gives no points yet: they can be spent later</source>
        <translation>Сервер восстановлен и пока не даёт баллы: спишете позже</translation>
    </message>
    <message>
        <source>The server does not know this customer yet: points can be spent later</source>
        <translation>Сервер ещё не знает клиента: баллы спишете позже</translation>
    </message>
    <message>
        <source>The server does not answer: only points that are set aside here</source>
        <translation>Сервер не отвечает: только баллы, отложенные здесь</translation>
    </message>
    <message>
        <source>The server did not give the points: only those that are set aside here</source>
        <translation>Сервер не дал баллы: только отложенные здесь</translation>
    </message>
</context>
<context>
    <name>ShiftOpenScreen</name>
    <message>
        <source>Opening the shift</source>
        <translation>Открытие смены</translation>
    </message>
    <message>
        <source>Open the shift  Enter</source>
        <translation>Открыть смену  Enter</translation>
    </message>
    <message>
        <source>Count the float in the drawer and type the sum; 0 if it is empty</source>
        <translation>Пересчитайте размен в ящике и введите сумму; 0, если он пуст</translation>
    </message>
    <message>
        <source>Float, roubles</source>
        <translation>Размен, рублей</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Справка</translation>
    </message>
    <message>
        <source>Reports</source>
        <translation>Отчёты</translation>
    </message>
    <message>
        <source>Another cashier</source>
        <translation>Другой кассир</translation>
    </message>
    <message>
        <source>Open the shift</source>
        <translation>Открыть смену</translation>
    </message>
    <message>
        <source>Type the sum in the drawer, 0 if it is empty</source>
        <translation>Введите сумму в ящике, 0 – если он пуст</translation>
    </message>
    <message>
        <source>Not a sum. Type roubles, for example 3000</source>
        <translation>Это не сумма. Введите рубли, например 3000</translation>
    </message>
    <message>
        <source>{sum}? Enter once more</source>
        <translation>{sum}? Ещё раз Enter</translation>
    </message>
    <message>
        <source>That is a lot for a float. Enter opens the shift with it; or type the sum anew</source>
        <translation>Для размена это много. Enter откроет смену с этой суммой; или введите сумму заново</translation>
    </message>
</context>
<context>
    <name>ShiftParts</name>
    <message>
        <source>The report as printed</source>
        <translation>Отчёт, как он напечатан</translation>
    </message>
    <message>
        <source>Sum</source>
        <translation>Сумма</translation>
    </message>
</context>
<context>
    <name>ShiftReasons</name>
    <message>
        <source>Float</source>
        <translation>Размен</translation>
    </message>
    <message>
        <source>Correction of a mistake</source>
        <translation>Исправление ошибки</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>Другое</translation>
    </message>
    <message>
        <source>Handed over to the bank</source>
        <translation>Инкассация</translation>
    </message>
    <message>
        <source>Handed over to the manager</source>
        <translation>Сдано управляющему</translation>
    </message>
    <message>
        <source>Expenses of the shop</source>
        <translation>Расходы магазина</translation>
    </message>
    <message>
        <source>Wrong change was given</source>
        <translation>Неверно дали сдачу</translation>
    </message>
    <message>
        <source>Cash was moved without a record</source>
        <translation>Деньги внесли или взяли без записи</translation>
    </message>
    <message>
        <source>A receipt has the wrong kind of payment</source>
        <translation>В чеке не тот вид оплаты</translation>
    </message>
    <message>
        <source>The opening count was wrong</source>
        <translation>Неверно посчитан размен на начало</translation>
    </message>
    <message>
        <source>No cause was found</source>
        <translation>Причина не найдена</translation>
    </message>
</context>
<context>
    <name>ShiftScreen</name>
    <message>
        <source>Help</source>
        <translation>Справка</translation>
    </message>
    <message>
        <source>Sign off</source>
        <translation>Выйти</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Назад</translation>
    </message>
    <message>
        <source>Cash in</source>
        <translation>Внесение</translation>
    </message>
    <message>
        <source>Cash out</source>
        <translation>Изъятие</translation>
    </message>
    <message>
        <source>X report</source>
        <translation>X-отчёт</translation>
    </message>
    <message>
        <source>Print X</source>
        <translation>Печать X</translation>
    </message>
    <message>
        <source>Keep for the next shift</source>
        <translation>Оставить на завтра</translation>
    </message>
    <message>
        <source>Reports  {key}</source>
        <translation>Отчёты  {key}</translation>
    </message>
    <message>
        <source>Void all of them</source>
        <translation>Аннулировать все</translation>
    </message>
    <message>
        <source>Close shift</source>
        <translation>Закрытие</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>Приборы</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>Запереть</translation>
    </message>
    <message>
        <source>Journal</source>
        <translation>Журнал</translation>
    </message>
    <message>
        <source>To the sale</source>
        <translation>К продаже</translation>
    </message>
    <message>
        <source>Reports</source>
        <translation>Отчёты</translation>
    </message>
    <message>
        <source>Nothing to scan here: Esc goes back to the sale</source>
        <translation>Здесь нечего сканировать: Esc – назад к продаже</translation>
    </message>
    <message>
        <source>Cash into the drawer</source>
        <translation>Внесение в ящик</translation>
    </message>
    <message>
        <source>Cash out of the drawer</source>
        <translation>Изъятие из ящика</translation>
    </message>
    <message>
        <source>Sum in roubles</source>
        <translation>Сумма в рублях</translation>
    </message>
    <message>
        <source>Type the sum and press Enter</source>
        <translation>Введите сумму и нажмите Enter</translation>
    </message>
    <message>
        <source>Next  Enter</source>
        <translation>Дальше  Enter</translation>
    </message>
    <message>
        <source>Press the digit of the reason</source>
        <translation>Нажмите цифру причины</translation>
    </message>
    <message>
        <source>Count all the cash in the drawer, notes and coins, and type the sum</source>
        <translation>Пересчитайте все наличные в ящике, купюры и монеты, и введите сумму</translation>
    </message>
    <message>
        <source>Closing the shift</source>
        <translation>Закрытие смены</translation>
    </message>
    <message>
        <source>Cash counted, roubles</source>
        <translation>Насчитано наличных, рублей</translation>
    </message>
    <message>
        <source>Enter closes the shift for good. Digits: count again. Esc: do not close</source>
        <translation>Enter закрывает смену окончательно. Цифры – пересчитать. Esc – не закрывать</translation>
    </message>
    <message>
        <source>Counted in the drawer</source>
        <translation>Насчитано в ящике</translation>
    </message>
    <message>
        <source>Close the shift  Enter</source>
        <translation>Закрыть смену  Enter</translation>
    </message>
    <message>
        <source>The cash is not what the receipts say. Esc, then {key}: count once more</source>
        <translation>Наличные расходятся с чеками. Esc и {key} – пересчитать</translation>
    </message>
    <message>
        <source>Why? A digit, or your own words and Enter</source>
        <translation>Почему? Цифра или свои слова и Enter</translation>
    </message>
    <message>
        <source>Receipts put aside wait. Esc: finish them first. Keep or void them: the keys below</source>
        <translation>Есть отложенные чеки. Esc – сначала закончить их. Оставить или аннулировать – клавиши внизу</translation>
    </message>
    <message>
        <source>Shift</source>
        <translation>Смена</translation>
    </message>
    <message>
        <source>Choose a key below</source>
        <translation>Выберите действие внизу</translation>
    </message>
    <message>
        <source>The shift is closed. Sign on to open the next one</source>
        <translation>Смена закрыта. Войдите, чтобы открыть следующую</translation>
    </message>
    <message>
        <source>Not a sum. Type roubles, for example 3000</source>
        <translation>Это не сумма. Введите рубли, например 3000</translation>
    </message>
    <message>
        <source>Why?</source>
        <translation>Причина</translation>
    </message>
    <message>
        <source>Sync</source>
        <translation>Обмен</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Дальше</translation>
    </message>
    <message>
        <source>Close the shift</source>
        <translation>Закрыть смену</translation>
    </message>
    <message>
        <source>Put in: {sum}</source>
        <translation>Внесено: {sum}</translation>
    </message>
    <message>
        <source>Taken out: {sum}</source>
        <translation>Изъято: {sum}</translation>
    </message>
    <message>
        <source>The X report was sent to the printer</source>
        <translation>X-отчёт отправлен на печать</translation>
    </message>
    <message>
        <source>A sale is open: finish it or void it, then close the shift</source>
        <translation>Открыта продажа: завершите или сторнируйте её, потом закрывайте смену</translation>
    </message>
    <message>
        <source>Receipts put aside</source>
        <translation>Отложенные чеки</translation>
    </message>
    <message>
        <source>Why is there a difference?</source>
        <translation>Почему расхождение?</translation>
    </message>
    <message>
        <source>Cash is right</source>
        <translation>Наличные сошлись</translation>
    </message>
    <message>
        <source>Over</source>
        <translation>Излишек</translation>
    </message>
    <message>
        <source>Short</source>
        <translation>Недостача</translation>
    </message>
    <message>
        <source>Z report {number}</source>
        <translation>Z-отчёт {number}</translation>
    </message>
    <message>
        <source>Not sent yet: {count}; it is sent as soon as there is a connection</source>
        <translation>Ещё не отправлено: {count}; уйдёт, как только будет связь</translation>
    </message>
    <message>
        <source>Sign off  Enter</source>
        <translation>Выйти  Enter</translation>
    </message>
</context>
<context>
    <name>ShiftSummary</name>
    <message>
        <source>Shift {number}</source>
        <translation>Смена {number}</translation>
    </message>
    <message>
        <source>Cashier</source>
        <translation>Кассир</translation>
    </message>
    <message>
        <source>Opened</source>
        <translation>Открыта</translation>
    </message>
    <message>
        <source>Receipts</source>
        <translation>Чеки</translation>
    </message>
    <message>
        <source>Sales</source>
        <translation>Продаж</translation>
    </message>
    <message>
        <source>Returns</source>
        <translation>Возвратов</translation>
    </message>
    <message>
        <source>Receipts with a customer</source>
        <translation>Чеков с клиентом</translation>
    </message>
    <message>
        <source>Discounts</source>
        <translation>Скидки</translation>
    </message>
    <message>
        <source>Paid with points</source>
        <translation>Оплачено баллами</translation>
    </message>
    <message>
        <source>Points earned</source>
        <translation>Начислено баллов</translation>
    </message>
    <message>
        <source>Not sent to the server yet</source>
        <translation>Ещё не отправлено на сервер</translation>
    </message>
    <message>
        <source>Certificates sold</source>
        <translation>Продано сертификатов</translation>
    </message>
    <message>
        <source>Accounts topped up</source>
        <translation>Пополнено счетов</translation>
    </message>
    <message>
        <source>Certificates taken back</source>
        <translation>Возвращено сертификатов</translation>
    </message>
    <message>
        <source>Paid out of accounts</source>
        <translation>Выплачено со счетов</translation>
    </message>
    <message>
        <source>Change kept on accounts</source>
        <translation>Сдача на счетах</translation>
    </message>
</context>
<context>
    <name>SideColumn</name>
    <message>
        <source>Goods  {key}</source>
        <translation>Товары  {key}</translation>
    </message>
    <message>
        <source>Why  {key}</source>
        <translation>Почему  {key}</translation>
    </message>
    <message>
        <source>Money and gifts  {key}</source>
        <translation>Деньги и подарки  {key}</translation>
    </message>
    <message>
        <source>Cash  {key}</source>
        <translation>Наличные  {key}</translation>
    </message>
    <message>
        <source>Card  {key}</source>
        <translation>Карта  {key}</translation>
    </message>
</context>
<context>
    <name>SignOnScreen</name>
    <message>
        <source>Your PIN</source>
        <translation>Ваш ПИН</translation>
    </message>
    <message>
        <source>Sign on  Enter</source>
        <translation>Войти  Enter</translation>
    </message>
    <message>
        <source>Locked: {name}</source>
        <translation>Заперто: {name}</translation>
    </message>
    <message>
        <source>Your PIN resumes; a colleague&apos;s takes over. The open receipt stays</source>
        <translation>Ваш ПИН – продолжить, другой – принять кассу. Чек останется</translation>
    </message>
    <message>
        <source>Type it and press Enter, or scan your badge</source>
        <translation>Введите и нажмите Enter или сканируйте бейдж</translation>
    </message>
    <message>
        <source>PIN</source>
        <translation>ПИН</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Справка</translation>
    </message>
    <message>
        <source>Sign on</source>
        <translation>Войти</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Набрать заново</translation>
    </message>
    <message>
        <source>Sign on first: PIN or badge</source>
        <translation>Сначала войдите: ПИН или бейдж</translation>
    </message>
</context>
<context>
    <name>StartOfWork</name>
    <message>
        <source>The open receipt was brought back: check it and go on</source>
        <translation>Открытый чек восстановлен: проверьте его и продолжайте</translation>
    </message>
    <message>
        <source>The return that was under way was brought back: check it and go on</source>
        <translation>Начатый возврат восстановлен: проверьте и продолжайте</translation>
    </message>
</context>
<context>
    <name>StartRefused</name>
    <message>
        <source>The till is open on this computer already. Look for its window: a second one is not started.</source>
        <translation>Касса на этом компьютере уже открыта. Найдите её окно: вторая не запускается.</translation>
    </message>
    <message>
        <source>The settings have mistakes. Correct them and start the till again.</source>
        <translation>В настройках ошибки. Исправьте их и запустите кассу снова.</translation>
    </message>
    <message>
        <source>The till&apos;s keys cannot be read. Restore secrets.json from a backup.</source>
        <translation>Ключи кассы не читаются. Восстановите secrets.json из резервной копии.</translation>
    </message>
    <message>
        <source>The till&apos;s keys (secrets.json) are gone, but its database is here. Restore secrets.json from a backup.</source>
        <translation>Нет ключей кассы (secrets.json), а её база на месте. Восстановите secrets.json из резервной копии.</translation>
    </message>
    <message>
        <source>The settings name no printer that the till understands.</source>
        <translation>В настройках указан принтер, которого касса не понимает.</translation>
    </message>
    <message>
        <source>The till&apos;s database is damaged. Nothing was changed in it. A senior person can have what is readable saved.</source>
        <translation>База кассы повреждена. В ней ничего не меняли. Старший может сохранить то, что читается.</translation>
    </message>
    <message>
        <source>The till&apos;s database is gone, and no new one was made. Find the file, restore its backup or call support.</source>
        <translation>База кассы пропала, новая не создана. Найдите файл, восстановите его из копии или позвоните в поддержку.</translation>
    </message>
    <message>
        <source>The program is not installed whole: its database library is too old. Install it again.</source>
        <translation>Программа установлена не полностью: её библиотека базы данных устарела. Установите программу заново.</translation>
    </message>
    <message>
        <source>The till&apos;s database was written by a newer version. Start the newer version.</source>
        <translation>База кассы записана более новой версией. Запустите новую версию.</translation>
    </message>
    <message>
        <source>The database here belongs to another till. Put the right one back.</source>
        <translation>Здесь база другой кассы. Верните на место нужную.</translation>
    </message>
    <message>
        <source>The disk is full. Free some space and start the till again.</source>
        <translation>Диск заполнен. Освободите место и запустите кассу снова.</translation>
    </message>
    <message>
        <source>The till&apos;s files cannot be read. Is the disk there? Call support and read them the text below.</source>
        <translation>Файлы кассы не читаются. На месте ли диск? Позвоните в поддержку и прочитайте текст ниже.</translation>
    </message>
    <message>
        <source>The till&apos;s folder cannot be written. Give this user the right to.</source>
        <translation>В каталог кассы нельзя писать. Дайте этому пользователю право записи.</translation>
    </message>
    <message>
        <source>The till cannot start. Call support and read them the text below.</source>
        <translation>Касса не может запуститься. Позвоните в поддержку и прочитайте текст ниже.</translation>
    </message>
    <message>
        <source>That is no PIN of a senior person or manager of this till.</source>
        <translation>Это не ПИН старшего или управляющего этой кассы.</translation>
    </message>
    <message>
        <source>The till&apos;s database is sound. Start the till again.</source>
        <translation>База кассы цела. Запустите кассу снова.</translation>
    </message>
    <message>
        <source>Not saved: the disk is full. Free some space and try again.</source>
        <translation>Не сохранено: диск полон. Освободите место и попробуйте снова.</translation>
    </message>
    <message>
        <source>Not saved: the till&apos;s folder cannot be written.</source>
        <translation>Не сохранено: в папку кассы нельзя писать.</translation>
    </message>
    <message>
        <source>Not saved. Call support and read them the text below.</source>
        <translation>Не сохранено. Позвоните в поддержку и прочтите им текст ниже.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Закрыть</translation>
    </message>
    <message>
        <source>Save what is readable</source>
        <translation>Сохранить то, что читается</translation>
    </message>
    <message>
        <source>The till did not start</source>
        <translation>Касса не запустилась</translation>
    </message>
    <message>
        <source>For support:</source>
        <translation>Для поддержки:</translation>
    </message>
    <message>
        <source>PIN of a senior person</source>
        <translation>ПИН старшего</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Сохранить</translation>
    </message>
    <message>
        <source>Saved: {receipts} receipts, {unsent} records to send. Start the till again</source>
        <translation>Сохранено: чеков {receipts}, записей к отправке {unsent}. Запустите кассу снова</translation>
    </message>
    <message>
        <source>Lost before the fiscal registrar had them: {count}. Make correction receipts there</source>
        <translation>Утрачено до регистрации в ККТ: {count}. Оформите там чеки коррекции</translation>
    </message>
</context>
<context>
    <name>StatusStrip</name>
    <message>
        <source>Till {code}</source>
        <translation>Касса {code}</translation>
    </message>
    <message>
        <source>Last receipt {number}</source>
        <translation>Последний чек {number}</translation>
    </message>
    <message>
        <source>Scanner: not connected</source>
        <translation>Сканер: нет связи</translation>
    </message>
    <message>
        <source>Camera: no picture</source>
        <translation>Камера: нет изображения</translation>
    </message>
    <message>
        <source>⚠ Shift {number}: open {hours} h, close it</source>
        <translation>⚠ Смена {number}: открыта {hours} ч, закройте</translation>
    </message>
    <message>
        <source>Shift {number}</source>
        <translation>Смена {number}</translation>
    </message>
    <message>
        <source>Online</source>
        <translation>Онлайн</translation>
    </message>
    <message>
        <source>Connecting</source>
        <translation>Соединяемся</translation>
    </message>
    <message>
        <source>in the queue: {count}</source>
        <translation>в очереди: {count}</translation>
    </message>
    <message>
        <source>⚠ in the queue: {count}, the oldest for {time}</source>
        <translation>⚠ в очереди: {count}, старейший {time}</translation>
    </message>
    <message>
        <source>synced {time}</source>
        <translation>обмен {time}</translation>
    </message>
    <message>
        <source>NO CONNECTION</source>
        <translation>НЕТ СВЯЗИ</translation>
    </message>
    <message>
        <source>SERVER DOES NOT ANSWER</source>
        <translation>СЕРВЕР НЕ ОТВЕЧАЕТ</translation>
    </message>
    <message>
        <source>THE NETWORK ASKS FOR A SIGN-ON</source>
        <translation>СЕТЬ ТРЕБУЕТ ВХОДА</translation>
    </message>
    <message>
        <source>SERVER REFUSES THIS TILL</source>
        <translation>СЕРВЕР НЕ ПРИНИМАЕТ КАССУ</translation>
    </message>
    <message>
        <source>NOT OUR SERVER: ITS KEY IS ANOTHER</source>
        <translation>ЭТО НЕ НАШ СЕРВЕР: ЕГО КЛЮЧ ДРУГОЙ</translation>
    </message>
    <message>
        <source>points: only what is set aside here</source>
        <translation>баллы: только отложенные здесь</translation>
    </message>
    <message>
        <source>points: earned, not spent</source>
        <translation>баллы: только начисление</translation>
    </message>
    <message>
        <source>(data {time})</source>
        <translation>(данные {time})</translation>
    </message>
    <message>
        <source>points: earned, not spent – the server is too old</source>
        <translation>баллы: только начисление – старый сервер</translation>
    </message>
    <message>
        <source>points: earned, not spent – the till joins the server anew</source>
        <translation>баллы: только начисление – касса входит заново</translation>
    </message>
    <message>
        <source>⚠ clock {minutes} min ahead</source>
        <translation>⚠ часы спешат на {minutes} мин</translation>
    </message>
    <message>
        <source>⚠ clock {minutes} min behind</source>
        <translation>⚠ часы отстают на {minutes} мин</translation>
    </message>
    <message>
        <source>⚠ not accepted: {count}</source>
        <translation>⚠ не приняты: {count}</translation>
    </message>
    <message>
        <source>⚠ not accepted: {count}, for {time} – call a senior ({keys})</source>
        <translation>⚠ не приняты: {count}, уже {time} – позовите старшего ({keys})</translation>
    </message>
    <message>
        <source>{seconds} s</source>
        <translation>{seconds} с</translation>
    </message>
    <message>
        <source>{minutes} min</source>
        <translation>{minutes} мин</translation>
    </message>
    <message>
        <source>{hours} h {minutes} min</source>
        <translation>{hours} ч {minutes} мин</translation>
    </message>
</context>
<context>
    <name>TakingUpScreen</name>
    <message>
        <source>Enter opens it again with what was typed; nothing is done before you say so there</source>
        <translation>Enter откроет это снова с тем, что было набрано; само ничего не сделается, пока вы не подтвердите там</translation>
    </message>
    <message>
        <source>There is nothing to open again</source>
        <translation>Открывать снова нечего</translation>
    </message>
    <message>
        <source>Leave it  Esc</source>
        <translation>Не надо  Esc</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Справка</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Дальше</translation>
    </message>
    <message>
        <source>Open again</source>
        <translation>Открыть снова</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>Не надо</translation>
    </message>
    <message>
        <source>The open receipt is as it was: {sum}</source>
        <translation>Открытый чек на месте: {sum}</translation>
    </message>
    <message>
        <source>Open it again  Enter</source>
        <translation>Открыть снова  Enter</translation>
    </message>
    <message>
        <source>Go on  Enter</source>
        <translation>Дальше  Enter</translation>
    </message>
</context>
<context>
    <name>TenderList</name>
    <message>
        <source>Nothing is paid yet</source>
        <translation>Ещё ничего не оплачено</translation>
    </message>
    <message>
        <source>Take back: {kind} {sum}</source>
        <translation>Убрать: {kind} {sum}</translation>
    </message>
</context>
<context>
    <name>Tenders</name>
    <message>
        <source>Cash</source>
        <translation>Наличные</translation>
    </message>
    <message>
        <source>Card</source>
        <translation>Карта</translation>
    </message>
    <message>
        <source>Money account</source>
        <translation>Счёт покупателя</translation>
    </message>
    <message>
        <source>Certificate</source>
        <translation>Сертификат</translation>
    </message>
    <message>
        <source>Prepaid</source>
        <translation>Предоплата</translation>
    </message>
    <message>
        <source>In cash: {sum}</source>
        <translation>Наличными: {sum}</translation>
    </message>
    <message>
        <source>To the card: {sum}</source>
        <translation>На карту: {sum}</translation>
    </message>
    <message>
        <source>To the money account: {sum}</source>
        <translation>На счёт покупателя: {sum}</translation>
    </message>
    <message>
        <source>To certificate …{number}: {sum}</source>
        <translation>На сертификат …{number}: {sum}</translation>
    </message>
    <message>
        <source>To the prepaid sum of order …{number}: {sum}</source>
        <translation>В предоплату заказа …{number}: {sum}</translation>
    </message>
</context>
<context>
    <name>ThanksPage</name>
    <message>
        <source>Thank you, {name}!</source>
        <translation>Спасибо, {name}!</translation>
    </message>
    <message>
        <source>Thank you!</source>
        <translation>Спасибо за покупку!</translation>
    </message>
    <message>
        <source>Your change {sum}</source>
        <translation>Ваша сдача {sum}</translation>
    </message>
    <message>
        <source>Paid {sum}</source>
        <translation>Оплачено {sum}</translation>
    </message>
    <message>
        <source>Points before: {points}</source>
        <translation>Было: {points}</translation>
    </message>
    <message>
        <source>Points spent: {points}</source>
        <translation>Списано: {points}</translation>
    </message>
    <message>
        <source>Points collected: {points}</source>
        <translation>Начислено: {points}</translation>
    </message>
    <message>
        <source>Your points now: {points}</source>
        <translation>Стало: {points}</translation>
    </message>
</context>
<context>
    <name>TooManyPositions</name>
    <message>
        <source>⚠ {count} fiscal positions; some registrars take {most}. {key} makes it two receipts; paid as it is, one that is refused waits for a senior person (F10 F9)</source>
        <translation>⚠ Фискальных позиций {count}, некоторые регистраторы берут до {most}. {key} – разделить на два чека; если оплатить как есть и регистратор откажет, чек ждёт старшего (F10 F9)</translation>
    </message>
    <message>
        <source>Two receipts</source>
        <translation>Два чека</translation>
    </message>
    <message>
        <source>second part</source>
        <translation>вторая часть</translation>
    </message>
    <message>
        <source>The first part: {first}. Pay it, then {key} takes up the second: {second}. Counted anew</source>
        <translation>Первая часть: {first}. Оплатите её, потом {key} возьмёт вторую: {second}. Суммы посчитаны заново</translation>
    </message>
</context>
<context>
    <name>TopUpDialog</name>
    <message>
        <source>How much goes on the money account? Roubles, then Enter</source>
        <translation>Сколько положить на счёт? Рубли и Enter</translation>
    </message>
    <message>
        <source>Account of {name}</source>
        <translation>Счёт: {name}</translation>
    </message>
    <message>
        <source>What is on it</source>
        <translation>Сколько на нём</translation>
    </message>
    <message>
        <source>Not a sum. Type roubles, for example 500 or 12.50</source>
        <translation>Это не сумма. Введите рубли, например 500 или 12,50</translation>
    </message>
    <message>
        <source>On the money account: {sum}</source>
        <translation>На счёте: {sum}</translation>
    </message>
</context>
<context>
    <name>TotalCard</name>
    <message>
        <source>TO PAY</source>
        <translation>К ОПЛАТЕ</translation>
    </message>
    <message>
        <source>To pay</source>
        <translation>К оплате</translation>
    </message>
    <message>
        <source>Before discounts {sum}</source>
        <translation>Без скидок {sum}</translation>
    </message>
    <message>
        <source>Discount {sum}</source>
        <translation>Скидка {sum}</translation>
    </message>
    <message>
        <source>Points {sum}</source>
        <translation>Баллы {sum}</translation>
    </message>
    <message>
        <source>Coupon {code}: {sum}</source>
        <translation>Купон {code}: {sum}</translation>
    </message>
    <message>
        <source>Coupon {code}: nothing yet</source>
        <translation>Купон {code}: пока ничего</translation>
    </message>
    <message>
        <source>In advance {sum}</source>
        <translation>Авансом {sum}</translation>
    </message>
    <message>
        <source>Prepaid {sum}</source>
        <translation>Предоплата {sum}</translation>
    </message>
    <message>
        <source>To be earned: {points}</source>
        <translation>Начислим: {points}</translation>
    </message>
    <message>
        <source>⚠ {years}+: ID</source>
        <translation>⚠ {years}+: документ</translation>
    </message>
</context>
<context>
    <name>TrainingMark</name>
    <message>
        <source>TRAINING: nothing is sold, sent or registered</source>
        <translation>УЧЕБНЫЙ РЕЖИМ: ничего не продаётся, не отправляется и не регистрируется</translation>
    </message>
</context>
<context>
    <name>UnderWay</name>
    <message>
        <source>Sale</source>
        <translation>Продажа</translation>
    </message>
    <message>
        <source>Payment</source>
        <translation>Оплата</translation>
    </message>
    <message>
        <source>Return</source>
        <translation>Возврат</translation>
    </message>
    <message>
        <source>Return without a receipt</source>
        <translation>Возврат без чека</translation>
    </message>
    <message>
        <source>Cash and closing of the shift</source>
        <translation>Деньги и закрытие смены</translation>
    </message>
    <message>
        <source>Opening of the shift</source>
        <translation>Открытие смены</translation>
    </message>
    <message>
        <source>Customer&apos;s page</source>
        <translation>Карточка клиента</translation>
    </message>
    <message>
        <source>Decision about a record for the server</source>
        <translation>Решение о записи для сервера</translation>
    </message>
    <message>
        <source>Arranging the quick keys</source>
        <translation>Расстановка быстрых клавиш</translation>
    </message>
    <message>
        <source>Reports</source>
        <translation>Отчёты</translation>
    </message>
    <message>
        <source>Was under way: {what}</source>
        <translation>Было начато: {what}</translation>
    </message>
    <message>
        <source>It may be done already: look before you do it again</source>
        <translation>Возможно, это уже сделано: проверьте, прежде чем повторять</translation>
    </message>
    <message>
        <source>{name} was in the middle of it: {what}. What was typed is not shown to others</source>
        <translation>{name}: было начато – {what}. Набранное другим не показывается</translation>
    </message>
    <message>
        <source>Something was under way when the program ended, and what it was cannot be read: look at the receipt</source>
        <translation>Что-то было начато, когда программа прервалась, но прочесть нельзя: проверьте чек</translation>
    </message>
    <message>
        <source>“{asked}”</source>
        <translation>«{asked}»</translation>
    </message>
    <message>
        <source>{asked} – typed: {typed}</source>
        <translation>{asked} – набрано: {typed}</translation>
    </message>
    <message>
        <source>A second person&apos;s approval</source>
        <translation>Подтверждение второго лица</translation>
    </message>
    <message>
        <source>Certificate</source>
        <translation>Сертификат</translation>
    </message>
    <message>
        <source>Number of a certificate</source>
        <translation>Номер сертификата</translation>
    </message>
    <message>
        <source>Coupons to take out</source>
        <translation>Какой купон убрать</translation>
    </message>
    <message>
        <source>Naming the customer</source>
        <translation>Выбор клиента</translation>
    </message>
    <message>
        <source>Discount</source>
        <translation>Скидка</translation>
    </message>
    <message>
        <source>Money and gifts</source>
        <translation>Деньги и подарки</translation>
    </message>
    <message>
        <source>Goods with the same code</source>
        <translation>Товары с одним кодом</translation>
    </message>
    <message>
        <source>Receipts put aside</source>
        <translation>Отложенные чеки</translation>
    </message>
    <message>
        <source>Note on a receipt put aside</source>
        <translation>Заметка к отложенному чеку</translation>
    </message>
    <message>
        <source>Points</source>
        <translation>Баллы</translation>
    </message>
    <message>
        <source>Own price</source>
        <translation>Своя цена</translation>
    </message>
    <message>
        <source>Quantity</source>
        <translation>Количество</translation>
    </message>
    <message>
        <source>Points for a sum without goods</source>
        <translation>Баллы за сумму без товаров</translation>
    </message>
    <message>
        <source>Quick keys</source>
        <translation>Быстрые клавиши</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Причина</translation>
    </message>
    <message>
        <source>Registration of a customer</source>
        <translation>Регистрация клиента</translation>
    </message>
    <message>
        <source>Handing over a gift</source>
        <translation>Выдача подарка</translation>
    </message>
    <message>
        <source>Gifts for points</source>
        <translation>Подарки за баллы</translation>
    </message>
    <message>
        <source>Search of goods</source>
        <translation>Поиск товара</translation>
    </message>
    <message>
        <source>Top-up of the money account</source>
        <translation>Пополнение денежного счёта</translation>
    </message>
    <message>
        <source>Void</source>
        <translation>Удаление</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>Вес</translation>
    </message>
    <message>
        <source>Cards of the customer</source>
        <translation>Карты клиента</translation>
    </message>
    <message>
        <source>Consents</source>
        <translation>Согласия</translation>
    </message>
    <message>
        <source>Form of the customer</source>
        <translation>Анкета клиента</translation>
    </message>
    <message>
        <source>Two accounts made one</source>
        <translation>Объединение двух записей</translation>
    </message>
    <message>
        <source>Another phone of the customer</source>
        <translation>Новый телефон клиента</translation>
    </message>
    <message>
        <source>Code to the phone</source>
        <translation>Код на телефон</translation>
    </message>
</context>
<context>
    <name>Unprinted</name>
    <message>
        <source>Others that are not printed: {count}</source>
        <translation>Ещё не напечатано: {count}</translation>
    </message>
    <message>
        <source>Receipt {number} of {at} is stored but not printed</source>
        <translation>Чек {number} от {at} сохранён, но не напечатан</translation>
    </message>
    <message>
        <source>Return {number} of {at} is stored but not printed</source>
        <translation>Возврат {number} от {at} сохранён, но не напечатан</translation>
    </message>
    <message>
        <source>Z report {number} of {at} is stored but not printed</source>
        <translation>Z-отчёт {number} от {at} сохранён, но не напечатан</translation>
    </message>
</context>
<context>
    <name>Value</name>
    <message>
        <source>Asking the server for the money…</source>
        <translation>Спрашиваем сервер о деньгах…</translation>
    </message>
</context>
<context>
    <name>VoidDialog</name>
    <message>
        <source>Void the WHOLE receipt? {key} – yes, Esc – no</source>
        <translation>Сторно ВСЕГО чека? {key} – да, Esc – нет</translation>
    </message>
    <message>
        <source>Take {sum} out again? Enter – yes, Esc – no</source>
        <translation>Убрать из чека {sum}? Enter – да, Esc – нет</translation>
    </message>
    <message>
        <source>Remove line {number}? Enter – yes, Esc – no</source>
        <translation>Убрать строку {number}? Enter – да, Esc – нет</translation>
    </message>
    <message>
        <source>No goods yet. Start this receipt again? {key} – yes, Esc – no</source>
        <translation>Товаров нет. Начать чек заново? {key} – да, Esc – нет</translation>
    </message>
    <message>
        <source>The customer, discounts and points are removed too</source>
        <translation>Клиент, скидки и баллы тоже будут убраны</translation>
    </message>
    <message>
        <source>{item}. ↑ ↓ another line, {key} the whole receipt</source>
        <translation>{item}. ↑ ↓ – другая строка, {key} – весь чек</translation>
    </message>
    <message>
        <source>Void all!</source>
        <translation>Сторно всего!</translation>
    </message>
    <message>
        <source>Whole receipt</source>
        <translation>Весь чек</translation>
    </message>
    <message>
        <source>Cancel the order</source>
        <translation>Отменить заказ</translation>
    </message>
    <message>
        <source>Remove line</source>
        <translation>Убрать строку</translation>
    </message>
    <message>
        <source>The coupon was taken out</source>
        <translation>Купон убран</translation>
    </message>
    <message>
        <source>Remove coupons</source>
        <translation>Убрать купоны</translation>
    </message>
    <message>
        <source>Removed: {item}</source>
        <translation>Убрано: {item}</translation>
    </message>
    <message>
        <source>The receipt was voided</source>
        <translation>Чек сторнирован</translation>
    </message>
</context>
<context>
    <name>WeightDialog</name>
    <message>
        <source>On the scale: {weight} kg. Enter takes it, or type kilograms</source>
        <translation>На весах {weight} кг. Enter – взять этот вес, или введите килограммы</translation>
    </message>
    <message>
        <source>Weight in kg, then Enter</source>
        <translation>Вес в кг, затем Enter</translation>
    </message>
    <message>
        <source>{item}: {price} for 1 kg</source>
        <translation>{item}: {price} за 1 кг</translation>
    </message>
    <message>
        <source>Not a weight. Type kilograms, for example 0.254</source>
        <translation>Это не вес. Введите килограммы, например 0,254</translation>
    </message>
</context>
<context>
    <name>WhyModel</name>
    <message>
        <source>No goods yet</source>
        <translation>Товаров пока нет</translation>
    </message>
    <message>
        <source>Lines</source>
        <translation>Строки чека</translation>
    </message>
    <message>
        <source>In money</source>
        <translation>Деньгами</translation>
    </message>
    <message>
        <source>List price</source>
        <translation>По ценнику</translation>
    </message>
    <message>
        <source>What applied</source>
        <translation>Что сработало</translation>
    </message>
    <message>
        <source>A little more, and it applies</source>
        <translation>Ещё немного – и сработает</translation>
    </message>
    <message>
        <source>What did not apply, and why</source>
        <translation>Что не сработало и почему</translation>
    </message>
    <message>
        <source>{quantity} kg</source>
        <translation>{quantity} кг</translation>
    </message>
    <message>
        <source>Paid with points: {points}</source>
        <translation>Оплачено баллами: {points}</translation>
    </message>
    <message>
        <source>Earns {points}</source>
        <translation>Начисление: {points}</translation>
    </message>
</context>
<context>
    <name>WhyScreen</name>
    <message>
        <source>Why it costs so much</source>
        <translation>Почему столько стоит</translation>
    </message>
    <message>
        <source>The next scan goes on selling</source>
        <translation>Следующий скан продолжит продажу</translation>
    </message>
    <message>
        <source>Back  Esc</source>
        <translation>Назад  Esc</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Справка</translation>
    </message>
    <message>
        <source>Page up</source>
        <translation>Выше</translation>
    </message>
    <message>
        <source>Page down</source>
        <translation>Ниже</translation>
    </message>
    <message>
        <source>Next part</source>
        <translation>Следующая часть</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Назад</translation>
    </message>
    <message>
        <source>The open receipt</source>
        <translation>Открытый чек</translation>
    </message>
</context>
<context>
    <name>WhySide</name>
    <message>
        <source>IN MONEY</source>
        <translation>ДЕНЬГАМИ</translation>
    </message>
    <message>
        <source>In money</source>
        <translation>Деньгами</translation>
    </message>
    <message>
        <source>List price {sum}</source>
        <translation>По ценнику {sum}</translation>
    </message>
    <message>
        <source>Discount {sum}</source>
        <translation>Скидка {sum}</translation>
    </message>
    <message>
        <source>Points {sum}</source>
        <translation>Баллы {sum}</translation>
    </message>
    <message>
        <source>Earns {points}</source>
        <translation>Начисление: {points}</translation>
    </message>
    <message>
        <source>This receipt was stored without the reasons of rules that did not apply</source>
        <translation>Чек сохранён без причин, по которым другие правила не сработали</translation>
    </message>
    <message>
        <source>A large basket: {tried} combinations were compared; at most {sum} more could be saved</source>
        <translation>Большой чек: сравнили {tried} сочетаний; сэкономить можно было бы ещё не больше {sum}</translation>
    </message>
    <message>
        <source>A large basket: not every combination of rules was compared</source>
        <translation>Большой чек: сравнили не все сочетания правил</translation>
    </message>
</context>
</TS>
