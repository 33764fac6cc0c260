<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ru" sourcelanguage="en">
<context>
    <name>ApprovalDialog</name>
    <message>
        <source>PIN of a senior person, then Enter, or his badge</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CheckingScreen</name>
    <message>
        <source>The last receipt is being checked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Do not take the money again and do not give the goods yet: it is not known whether it was stored.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check now  Enter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The till tries again by itself</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not known yet. Tries: {count}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ChoiceList</name>
    <message>
        <source>Choose one</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CustomerCard</name>
    <message>
        <source>Customer: {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No customer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scan a card or press {key}: phone, its last 4 digits, card number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Balance not known yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{points} pts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>May be spent now: {points} pts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Points: {reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>May pay with points up to {sum} · {key}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Points pay {spent} · possible {most} · left {left}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting for the server: {points}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Owed after returns: {points}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Offline: up to {points} may be spent today</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Burns after {day}: {points} pts</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CustomerDialog</name>
    <message>
        <source>Who is it? Press the digit, or type the whole phone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Phone, its last 4 digits, or card number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>8…, +7… or 9… – as the customer says it. Last 4 digits are enough</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Press the digit of the customer, or ↓ and Enter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Customer: {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Several customers have these digits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Many customers have these digits: if he is not here, type the whole phone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The sale goes on without a customer</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Dialog</name>
    <message>
        <source>Finish with Enter, or leave with Esc, then pay</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DiscountDialog</name>
    <message>
        <source>Discount on line {number} in %, then Enter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Discount on line {number} in roubles, then Enter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{item}. Yours is up to {limit}; above it a senior&apos;s PIN is asked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In roubles</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No discount</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not a discount. Type a number, for example 5</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody here may give so large a discount</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Discount approved: {name}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Finishing</name>
    <message>
        <source>Receipt {number} · paid {sum}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CHANGE</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Return {number} to receipt {sale}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>HAND BACK IN CASH</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to the card: {sum}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Points spent: {points}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Points earned: {points}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Balance now: {points}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FirstLoadScreen</name>
    <message>
        <source>The first load of this till</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Goods, customers, staff and the programme come from the server. It happens once.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The first load is under way</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Goods loaded: {count}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>○ Connecting to the server…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>● The server answers, loading…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>▲ No connection to the server. Check the cable; the till tries again by itself</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>▲ The server does not answer. The till tries again by itself</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>▲ The server refuses this till. Call the office: the till must be enrolled</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>GoodsChoiceDialog</name>
    <message>
        <source>This code names several goods</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which of them? Press the digit</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>HelpOverlay</name>
    <message>
        <source>Keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close  Esc</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All by card</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cash, or parts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a line, from anywhere</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quantity of the line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Three of the next goods: type, Enter, scan</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove the line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>code Enter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Article, bar code, phone, card</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By card: all the rest, or the sum typed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cash: exact, or the sum typed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All points, or what was typed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The whole receipt, or a line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>2ш</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Two pieces of the line in points</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing on this line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything comes back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing of this line</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LineTable</name>
    <message>
        <source>Lines of the receipt</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LinesModel</name>
    <message>
        <source>№</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Goods</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Qty</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Price</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Discount</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Points</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sum</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{quantity} kg</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{taken} of {most}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no: {reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{pieces} of {all} pcs = {sum}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Kopilka · till {code}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>NumberPad</name>
    <message>
        <source>Erase</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asterisk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Comma</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PaymentScreen</name>
    <message>
        <source>Exact</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exact cash</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>STILL TO PAY</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Still to pay</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cash  {key}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Card  {key}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Help</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cash</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove payment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To the goods</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Payment has begun: Esc goes back to the goods</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not a sum. Type roubles, for example 500 or 12,50</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The payment was removed: give the money back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Taken already: {sum}. Esc once more gives it back and returns to the goods</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Receipt: {sum}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cash received; Enter – exact {sum}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All is paid: Enter finishes the receipt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CHANGE</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A part of the sum: type it, then {cash} cash or {card} card. {card} alone – all the rest by card</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PointsDialog</name>
    <message>
        <source>Points for the whole receipt, up to {sum}. Enter – all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Line {number}: no, {reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Points on line {number}, up to {sum}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter – all points; a sum and Enter – so much; ↓ – by lines</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Roubles and Enter; pieces and {key}; * – the most; 0 – nothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Roubles and Enter; * – the most; 0 – nothing; ↑ ↓ – another line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pieces</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whole ₽</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Most</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No points</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pieces go by line: press ↓ first. Here type roubles</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not a sum, not pieces. Type 60 or 2ш</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No points on this line: {reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sold by weight: type roubles</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are only {count} pieces</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No more than {sum} is possible</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many pieces? Type a whole number, then the key</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>QuantityDialog</name>
    <message>
        <source>Weight of line {number}, kg, then Enter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many of line {number}, then Enter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{item}: {quantity} now. Esc leaves it so</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not a weight. Type kilograms, for example 0,254</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not a quantity. Type whole pieces; F8 removes the line</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ReceiptScreen</name>
    <message>
        <source>The receipt as printed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To hand over</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Print once more  {key}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The next scan begins a new receipt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New receipt  Enter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Help</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Print again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Return</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shift</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New receipt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{trouble}. The sale is stored. Put it right and print once more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Printing…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Printed</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RefundCard</name>
    <message>
        <source>COMES BACK</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Comes back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In cash: {sum}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To the card: {sum}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Points back to the customer: {n}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Earned points taken back: {n}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Refusals</name>
    <message>
        <source>no customer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not for points</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no goods that points may pay</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no points to spend</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>fewer points than the least</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>lowest lawful price</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>share of points used up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not chosen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>whole roubles already</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not enough for whole roubles</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>less than a kopeck</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not possible</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ReturnModel</name>
    <message>
        <source>№</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Goods</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Returned</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paid</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Points</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ReturnScreen</name>
    <message>
        <source>Lines of the receipt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Return  {key}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Help</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To the sale</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whole line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Return</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another receipt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Latest receipts of this till: ↓ and Enter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No receipts on this till yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All of this receipt came back already</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not a quantity: type whole pieces</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not a weight: type kilograms, for example 0,254</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose what comes back first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scan the receipt&apos;s code or type its number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The number stands at the top of the receipt, for example 2-000231</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many of line {n} come back, up to {left}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Receipt {number} of {at}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quantity and Enter; * – everything; ↑ ↓ – another line</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SaleScreen</name>
    <message>
        <source>Help</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Customer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quantity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Points</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Discount</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Void</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Return</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shift</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scan goods or a card, or type a code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no line yet. Scan goods</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Points belong to a customer: name him first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scan goods first, then choose what points pay</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Points cannot pay here: {reason}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ScanAnswer</name>
    <message>
        <source>{years}+: ask for papers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Customer: {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A badge is not needed here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The next goods: {quantity} of them. Scan</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quantity: {quantity}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Screen</name>
    <message>
        <source>Nothing to scan here</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SearchDialog</name>
    <message>
        <source>Words of the name, for example: milk 3,2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>↑ ↓ choose, Enter puts it in the receipt, Esc leaves</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing with these words</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing found: {text}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Sentences</name>
    <message>
        <source>Wrong PIN. Tries left: {left}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Too many wrong PINs. Wait {seconds} s or scan a badge</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The list of staff is not loaded yet. Wait for the server</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This badge is not known here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This person may not approve it. Ask someone senior</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign on first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shift {number} is open already</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a shift first (F10)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not enough cash in the drawer: {expected_kopecks}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A sale is open. Finish it or void it (F8) first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not a possible sum. Type roubles, for example 500 or 12,50</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a reason</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Receipt {number} does not add up. Call the office</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was read. Scan again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unknown code. Search the goods by name (F3)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unknown code: {code}. Search by name (F3)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The code was read wrong. Scan again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is a bank card, not a customer&apos;s card</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This stripe is not a card of ours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No weight on the label. Weigh it again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The code is damaged. Scan again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Code not found: {code}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The goods are not loaded yet. Wait for the server</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sold by weight: weigh it, or type kilograms*code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not sold by weight: {item}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The label has its own weight: scan without a quantity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not a quantity. Type 1 to 99999</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no line. Scan goods first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Receipt not found on this till: {number}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not a receipt number. Type it as 2-231</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not a receipt&apos;s code. Type its number as 2-231</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No customer with the phone {phone}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No phone ends in {digits}. Ask for the whole number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Card {number} is not known or blocked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The card number is mistyped. Type it again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not a phone, not a card. Type a phone or its last 4 digits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The customers are not loaded yet. Wait for the server</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type a phone or its last 4 digits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A phone has only digits. Type it again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Too few digits for a phone: {digits}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Too many digits for a phone: {digits}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not a mobile phone. Ask for the mobile number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unknown country code. Type the number again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This customer is no longer here. Find him again (F2)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name the customer first (F2)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The loyalty programme is not loaded yet. Wait for the server</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sold by the piece: type a whole number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Too much of it for one line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The line has a discount: take it away (F7) first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{asked_bp} is above your limit of {limit_bp}: ask a senior&apos;s PIN</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No discounts on these goods: {item}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The discount is larger than the line. Type less</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not so many points here. Type less</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Payment has begun. Esc goes back to the goods</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing to pay for yet. Scan goods</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Payment has not begun. Press F12 or F11</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All is paid already</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By card no more than {remaining_kopecks}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This payment is gone already</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Still to pay: {remaining_kopecks}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not saved: {cause}. Nothing was changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The last receipt is being checked. Press Enter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose what comes back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No more is left to return: {item}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the disk is full</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the disk is read-only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the till&apos;s file is damaged, call the office</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the till&apos;s file is busy, try again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the record does not fit, call the office</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Printer: no paper</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Printer: the cover is open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Printer: not connected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Printer: does not print</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The drawer did not open: use its key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not done ({key}). Call the manager</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ShiftOpenScreen</name>
    <message>
        <source>Opening the shift</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the shift  Enter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Count the change money in the drawer and type the sum; 0 if it is empty</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change money, roubles</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another cashier</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not a sum. Type roubles, for example 3000</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ShiftScreen</name>
    <message>
        <source>The report as printed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sum</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Help</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cash in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cash out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>X report</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Print X</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close shift</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To the sale</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing to scan here: Esc goes back to the sale</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cash into the drawer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cash out of the drawer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sum in roubles</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type the sum and press Enter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next  Enter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Press the digit of the reason</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Count all the cash in the drawer, notes and coins, and type the sum</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Closing the shift</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cash counted, roubles</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter closes the shift for good. Digits: count again. Esc: do not close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Counted in the drawer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close the shift  Enter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shift</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a key below</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The shift is closed. Sign on to open the next one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not a sum. Type roubles, for example 3000</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Why?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change money</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Correction of a mistake</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Other</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Handed over to the bank</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Handed over to the manager</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Expenses of the shop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recorded: {sum}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The X report was sent to the printer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A sale is open: finish it or void it, then close the shift</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cash is right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Over</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Short</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Z report {number}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not sent yet: {count}; it is sent as soon as there is a connection</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign off  Enter</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ShiftSummary</name>
    <message>
        <source>Shift {number}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cashier</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opened</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Receipts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sales</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Returns</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Receipts with a customer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Discounts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paid with points</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Points earned</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not sent to the server yet</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SideColumn</name>
    <message>
        <source>Cash  {key}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Card  {key}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SignOnScreen</name>
    <message>
        <source>Your PIN</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign on  Enter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type it and press Enter, or scan your badge</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PIN</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign on first: PIN or badge</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StartOfWork</name>
    <message>
        <source>The open receipt was brought back: check it and go on</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StatusStrip</name>
    <message>
        <source>Till {code}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last receipt {number}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>⚠ Shift {number}: open {hours} h, close it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shift {number}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Online</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connecting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in the queue: {count}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>exchange {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>NO CONNECTION</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SERVER DOES NOT ANSWER</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SERVER REFUSES THIS TILL</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>points: spend up to {points}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>points: only earned</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>(data {time})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>⚠ not accepted: {count}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{seconds} s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{minutes} min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{hours} h {minutes} min</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TenderList</name>
    <message>
        <source>Nothing is paid yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cash</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Card</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take back: {kind} {sum}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TotalCard</name>
    <message>
        <source>TO PAY</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To pay</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Without discounts {sum}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Discount {sum}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Points {sum}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To be earned: {points} pts</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>VoidDialog</name>
    <message>
        <source>Void the WHOLE receipt? {key} – yes, Esc – no</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove line {number}? Enter – yes, Esc – no</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Customer, discounts and points of this receipt go too</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{item}. ↑ ↓ another line, {key} the whole receipt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Void all!</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whole receipt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Removed: {item}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The receipt was voided</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>WeightDialog</name>
    <message>
        <source>Weight in kg, then Enter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{item}: {price} for 1 kg</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not a weight. Type kilograms, for example 0,254</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
